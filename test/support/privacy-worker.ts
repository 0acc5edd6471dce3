import { expect } from 'vitest';
import { privacyRequests } from '../../functions/privacy-requests/handler.ts';
import type { RequestWork } from '../../functions/privacy-requests/work.ts';
import type { DataKeys } from '../../shared/contact/data-keys.ts';
import { customerRedacted } from '../../shared/events/customer-events.ts';
import { readMemberItems } from '../../shared/table/people/member-items.ts';
import type { Table } from '../../shared/table/table.ts';
import { deliver, envelope } from './invoke.ts';
import { MEMBER_KEY } from './local-keys.ts';
import { ASKED } from './privacy-desk.ts';

/** What every event has that asks for something. */
export const stamps = { occurredAt: ASKED, receivedAt: ASKED, correlationId: 'c-1' };

/** A shop's word that a customer, or who placed these orders, is to be forgotten. */
export function redaction(
  member: string | undefined,
  orders: string[] = [],
  requestId = 'r-1',
): object {
  const said = { shop: 'birdhouse', requestId, orders, ...stamps };
  return envelope(customerRedacted, member === undefined ? said : { ...said, member });
}

/** The worker, with the messages that it sends itself and what it tells the metrics. */
export function privacyWorker(table: Table, dataKeys: DataKeys) {
  const left: RequestWork[] = [];
  const watched: object[] = [];
  const handler = privacyRequests({
    table,
    keys: dataKeys,
    memberKey: async () => MEMBER_KEY,
    goOn: async (rest) => {
      left.push(rest);
    },
    measure: (so) => watched.push(so),
  });
  return {
    left,
    watched,
    /** The numbers of the messages that failed. */
    tell: (message: object) => deliver(handler, message),
    /** Tells it, and all that it tells itself. */
    async finish(message: object): Promise<void> {
      let work: object | undefined = message;
      while (work !== undefined) {
        expect(await deliver(handler, work)).toEqual([]);
        work = left.shift();
      }
    },
  };
}

/** What stands under a member's id: the words that the sort keys begin with. */
export async function standing(table: Table, id: string): Promise<readonly string[]> {
  const items = await readMemberItems(table, id);
  return items.map(({ SK }) => SK.split('#')[0] ?? '');
}

/** All that stands under the id of who was forgotten. */
export const FORGOTTEN = ['CONSENT', 'GRANT', 'PROFILE', 'STATE'];
