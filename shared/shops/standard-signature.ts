import { type Delivery, type Outgoing, unauthorized, type Verdict } from './platform.ts';
import { hmacSha256, signatureMatches, timelySignature } from './signature.ts';

/**
 * Verifies the headers of Standard Webhooks (standardwebhooks.com): a signature over the id, the
 * time and the body. Several stand side by side while a secret is rotated.
 *
 * @param keyOf the key that a secret stands for: its bytes, or text that is the key as it stands
 */
export function verifyStandard(
  delivery: Delivery,
  secrets: readonly string[],
  keyOf: (secret: string) => string | Buffer,
): Verdict {
  const id = delivery.header('webhook-id');
  const time = delivery.header('webhook-timestamp');
  const signatures = delivery.header('webhook-signature');
  if (id === undefined || time === undefined || signatures === undefined) {
    return unauthorized('webhook-id, webhook-timestamp and webhook-signature are all needed.');
  }
  const timely = timelySignature(time, delivery.receivedAt);
  if (!timely.ok) return timely;
  return signatureMatches(
    signatures.split(' '),
    secrets.map((secret) => signatureOf(keyOf(secret), id, time, delivery.body)),
  );
}

/** The headers with which a delivery is sent. */
export function signStandard(key: string | Buffer, { body, at, id }: Outgoing) {
  const time = String(Math.floor(at / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': signatureOf(key, id, time, body),
  };
}

function signatureOf(key: string | Buffer, id: string, time: string, body: string | Buffer) {
  return `v1,${hmacSha256(key, 'base64', `${id}.${time}.`, body)}`;
}
