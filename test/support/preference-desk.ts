import { beforeEach, expect } from 'vitest';
import type { routes } from '../../functions/preferences/contract.ts';
import { preferences } from '../../functions/preferences/handler.ts';
import { profile } from '../../functions/profile/handler.ts';
import type { Contact } from '../../shared/contact/contact.ts';
import { decide } from '../../shared/domain/ledger/ledger.ts';
import { customerTold } from '../../shared/events/customer-events.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import { readConsentRecords } from '../../shared/table/people/consent-item.ts';
import type { Table } from '../../shared/table/table.ts';
import { ask, deliver, envelope } from './invoke.ts';
import { MEMBER_KEY, useLocalKeys } from './local-keys.ts';
import { useLocalTable } from './local-table.ts';
import { anOrder, ladder, occasionAt } from './member-ledger.ts';

export const PATH = '/v1/members/{member}/preferences';
export const NOON = '2026-11-01T12:00:00.000Z';

export const mara: Contact = {
  email: 'mara@example.org',
  phone: '+4915112345678',
  name: 'Mara Holz',
  language: 'de',
};

/** Something that somebody says to a purpose, with all that proves it. */
export const saying = (channel: string, purpose: string, state = 'granted', more: object = {}) => ({
  channel,
  purpose,
  state,
  text: 'Yes, write to me.',
  version: 'v1',
  locale: 'en',
  source: 'https://shop.example/account',
  method: 'checkbox',
  ...more,
});

/** Where the preferences of members are recorded: of a new one in each test of a file. */
export function usePreferenceDesk() {
  const local = useLocalTable();
  const kept = useLocalKeys(local);
  let members = 0;
  let member = '';

  async function aMember(): Promise<string> {
    members += 1;
    const id = `member-of-tests-${members}`.padEnd(22, '-');
    const order = anOrder(`of ${id}`, 1_000);
    await append(local.table, id, (state) =>
      alone(
        decide(state, { type: 'enter-order', order }, occasionAt('2026-10-01T12:00:00Z'), ladder),
      ),
    );
    return id;
  }
  beforeEach(async () => {
    member = await aMember();
  });

  const call = (
    route: keyof typeof routes,
    { body, at = NOON, of = member }: { body?: unknown; at?: string; of?: string } = {},
  ) =>
    ask(
      preferences({
        table: local.table,
        keys: kept.dataKeys,
        program: ladder,
        memberKey: async () => MEMBER_KEY,
      }),
      route,
      {
        path: { member: of },
        at,
        caller: 'the-shop',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    );

  return {
    aMember,
    /** The member of the test. */
    get member(): string {
      return member;
    },
    get table(): Table {
      return local.table;
    },
    get: (of = member) => call(`GET ${PATH}`, { of }),
    put: (body: unknown, at = NOON, of = member) => call(`PUT ${PATH}`, { body, at, of }),
    confirm: (token: unknown, at = NOON, of = member) =>
      call(`POST ${PATH}/confirmations`, { body: { token }, at, of }),
    /** All that the member ever said. */
    records: () => readConsentRecords(local.table, member),
    /** An order tells how to reach the member. */
    async tell(contact: Contact, at: string, of = member): Promise<void> {
      const sealed = await kept.seal(of, contact);
      const handler = profile({
        table: local.table,
        keys: kept.dataKeys,
        unwrap: kept.unwrap,
        program: ladder,
      });
      const told = { occurredAt: at, receivedAt: at, correlationId: 'c-1' };
      const detail = { shop: 'birdhouse', member: of, ...sealed, ...told };
      expect(await deliver(handler, envelope(customerTold, detail))).toEqual([]);
    },
  };
}
