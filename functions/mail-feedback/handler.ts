import * as z from 'zod/mini';
import { endConsent } from '../../shared/contact/end-consent.ts';
import { findMember } from '../../shared/contact/one-member.ts';
import { suppress } from '../../shared/contact/suppression.ts';
import { memberId } from '../../shared/events/fields.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import type { Table } from '../../shared/table/table.ts';

/**
 * What the rules make of an event of SES: by its tags alone, so that no address rides in a queue.
 */
const feedback = z.object({
  kind: z.enum(['bounced', 'complained']),
  member: memberId,
  /** The address as a keyed hash. */
  address: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
  at: z.iso.datetime(),
});

export type Feedback = z.infer<typeof feedback>;

/**
 * Sends nothing more to addresses that do not exist or complained. A complaint also ends the consent
 * to promotions, for the member may have another address tomorrow.
 */
export function mailFeedback({ table }: { readonly table: Table }) {
  return queueFunction(async ({ body, log }) => {
    const { kind, member, address, at } = feedback.parse(body);
    const instant = Date.parse(at);
    const isNews = await suppress(table, { hash: address, reason: kind, at: instant });
    log.info('an address gets no more e-mails', { member, kind, isNews });
    const found = kind === 'complained' ? await findMember(table, member) : undefined;
    if (found === undefined) return;
    await endConsent(table, found, {
      channel: 'email',
      purpose: 'marketing',
      at: instant,
      method: 'complaint',
      actor: 'mailbox-provider',
      source: 'ses',
    });
  });
}
