import * as z from 'zod/mini';
import { readAs, readJson } from '../body.ts';
import { occurredAt, offsetInstant } from '../occurred-at.ts';
import { type Platform, told } from '../platform.ts';
import { signStandard, verifyStandard } from '../standard-signature.ts';
import { readers } from './messages.ts';

/**
 * A shop of one's own, which speaks Standard Webhooks (standardwebhooks.com) and says what
 * `messages.ts` defines.
 */
export const standardWebhooks: Platform = {
  verify: (delivery, _shop, secrets) => verifyStandard(delivery, secrets, keyOf),

  normalise(delivery, shop) {
    const json = readJson(delivery.body);
    if (!json.ok) return json;
    const envelope = readAs(message, json.value, 'a Standard Webhooks message');
    if (!envelope.ok) return envelope;
    const { type, timestamp } = envelope.value;
    const read = readers.get(type);
    if (read === undefined) return told();
    return read(json.value, shop, occurredAt(timestamp, delivery.receivedAt));
  },

  sign: (secret, outgoing) => signStandard(keyOf(secret), outgoing),
};

const message = z.object({ type: z.string(), timestamp: offsetInstant });

/** The specification's least length of a key, in bytes. */
const SHORTEST_KEY = 24;

/**
 * @throws when the secret is no `whsec_` and base64 of 24 bytes or more: the fault is in how the
 * shop was set up, and a key that decodes to nothing would let anybody sign.
 */
function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  if (key.length < SHORTEST_KEY) {
    throw new Error(`a Standard Webhooks secret has at least ${SHORTEST_KEY} bytes`);
  }
  return key;
}
