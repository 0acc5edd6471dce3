import { claims } from '../../functions/claims/handler.ts';
import { ledger } from '../../functions/ledger/handler.ts';
import type { DetailOf } from '../../shared/events/event-type.ts';
import { orderCancelled, orderPaid, orderRefunded } from '../../shared/events/order-events.ts';
import { emailHash } from '../../shared/identity/contact-hash.ts';
import { loadProgram } from '../../shared/program/load.ts';
import type { Program, ProgramDocument } from '../../shared/program/program.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import { verifyMember } from '../../shared/table/ledger/verify.ts';
import type { Table } from '../../shared/table/table.ts';
import { bareLadder } from './bare-ladder.ts';
import { ask, deliver, envelope } from './invoke.ts';
import { MEMBER_KEY, useLocalKeys } from './local-keys.ts';
import { useLocalTable } from './local-table.ts';

/** When orders are paid, unless it is said; and when they are claimed. */
export const PAID = '2026-03-10T12:00:00.000Z';
export const CLAIMED = '2026-03-20T12:00:00.000Z';

export const EMAIL = 'mara@example.org';

export const agreed = { version: 'v1', locale: 'en', source: 'https://shop.example/join' };

const consent = { version: 'v1', text: { en: 'Join us?', 'zh-CN': '加入吗？' } };

/** The bare ladder, where customers become members in this way. */
export function joining(enrolment: Partial<ProgramDocument['enrolment']> = {}): Program {
  const document = { joins: 'by-consent', consent, ordersWaitDays: 30, ...enrolment };
  return loadProgram({ ...bareLadder, enrolment: document as ProgramDocument['enrolment'] });
}

/** The same where they are members with their first order. */
export function automatic(more: { claimWithinDays?: number } = {}): Program {
  return loadProgram({ ...bareLadder, enrolment: { joins: 'automatic', consent, ...more } });
}

type Told = DetailOf<typeof orderPaid>;

/** Where orders of a shop come in, are claimed, and wait: all that a claim goes through. */
export function useClaimDesk() {
  const local = useLocalTable();
  const kept = useLocalKeys(local);
  const memberKey = async () => MEMBER_KEY;
  const putOff: object[] = [];
  let last = 0;
  const next = (what: string): string => {
    last += 1;
    return `${what}-${String(last).padStart(21 - what.length, '0')}`;
  };
  const stamps = (at: string) => ({
    occurredAt: at,
    receivedAt: at,
    correlationId: `told at ${at}`,
  });

  const call = (
    route: string,
    member: string,
    { program, body, key, at = CLAIMED }: Asked,
  ): ReturnType<typeof ask> =>
    ask(claims({ table: local.table, keys: kept.dataKeys, program, memberKey }), route, {
      path: { member },
      headers: { 'idempotency-key': key ?? next('key') },
      body: JSON.stringify(body),
      at,
      caller: 'the-shop',
    });

  return {
    next,
    /** What the ledger has put off. */
    putOff,
    get table(): Table {
      return local.table;
    },
    /** An order of 50.00 by nobody in particular, with an e-mail address. */
    paid: ({ member, ...more }: Partial<Told> = {}, at = PAID) => {
      const { member: _, ...detail } = orderPaid.example;
      const orderId = more.orderId ?? next('order');
      return envelope(orderPaid, {
        ...detail,
        shop: 'birdhouse',
        orderId,
        orderNumber: `#${orderId}`,
        totalMinor: 5_000,
        shippingMinor: 0,
        earningBaseMinor: 5_000,
        discountCodes: [],
        lines: [],
        placedWith: emailHash(MEMBER_KEY, EMAIL),
        ...stamps(at),
        ...(member === undefined ? {} : { member }),
        ...more,
      });
    },
    refunded: (orderId: string, amountMinor: number, refundId = next('refund'), at = PAID) =>
      envelope(orderRefunded, {
        ...orderRefunded.example,
        shop: 'birdhouse',
        orderId,
        refundId,
        amountMinor,
        shippingMinor: 0,
        ...stamps(at),
      }),
    cancelled: (orderId: string, at = PAID) =>
      envelope(orderCancelled, { shop: 'birdhouse', orderId, ...stamps(at) }),
    async tell(program: Program, ...events: object[]): Promise<void> {
      const handler = ledger({
        table: local.table,
        program,
        memberKey,
        putOff: async (event, waits) => {
          putOff.push({ ...event, waits });
        },
      });
      const failed = await deliver(handler, ...events);
      if (failed.length > 0) throw new Error('an event was not taken');
    },
    claim: (member: string, body: object, more: Omit<Asked, 'body'>) =>
      call('POST /v1/members/{member}/claims', member, {
        ...more,
        body: { shop: 'birdhouse', email: EMAIL, ...body },
      }),
    claimUnproved: (member: string, body: object, more: Omit<Asked, 'body'>) =>
      call('POST /v1/members/{member}/claims/unproved', member, {
        ...more,
        body: { shop: 'birdhouse', by: 'Ana', reason: 'showed the receipt', ...body },
      }),
    enrol: (member: string, more: Omit<Asked, 'body'>, consented: object = agreed) =>
      call('POST /v1/members/{member}/enrolments', member, {
        ...more,
        body: { consent: consented },
      }),
    state: (member: string) => readMember(local.table, member),
    /** What differs between a member's state and a replay of the entries. */
    differences: (member: string) => verifyMember(local.table, member),
  };
}

interface Asked {
  readonly program: Program;
  readonly body: object;
  readonly key?: string;
  readonly at?: string;
}
