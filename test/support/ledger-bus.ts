import { ledger } from '../../functions/ledger/handler.ts';
import type { BusEntry } from '../../shared/events/publish.ts';
import type { Program } from '../../shared/program/program.ts';
import { busEvent } from '../../shared/shops/bus-event.ts';
import type { ShopEvent } from '../../shared/shops/platform.ts';
import type { Table } from '../../shared/table/table.ts';
import { deliver } from './invoke.ts';
import { ladder } from './member-ledger.ts';

export const MEMBER_KEY = 'a-key-for-tests-only';

/** A bus with the ledger behind it, and refunds that go round until their order is there. */
export function ledgerBus(table: Table, shop: string, program: Program = ladder) {
  const entries: BusEntry[] = [];
  let waiting: object[] = [];
  const handler = ledger({
    table,
    program,
    memberKey: async () => MEMBER_KEY,
    putOff: async (event, waits) => {
      waiting.push({ ...event, waits });
    },
  });

  async function enter(messages: readonly object[]): Promise<void> {
    for (const message of messages) {
      const failed = await deliver(handler, message);
      if (failed.length > 0) throw new Error(`the ledger did not take ${JSON.stringify(message)}`);
    }
  }

  async function publish(published: readonly BusEntry[]): Promise<readonly BusEntry[]> {
    entries.push(...published);
    await enter(published.map(envelopeOf));
    return [];
  }

  return {
    entries,
    publish,
    memberKey: async () => MEMBER_KEY,
    seal: async () => () => ({ sealed: 'c2VhbGVk', print: 'Zr8u0s7CqkqvJ1nq0uWf2A' }),
    /** Tells the ledger what the shop's webhook brings. */
    async receives(event: ShopEvent, receivedAt: number): Promise<void> {
      const made = busEvent(event, {
        shop,
        receivedAt,
        correlationId: 'a-webhook',
        memberKey: MEMBER_KEY,
        seal: () => {
          throw new Error('nothing was to be sealed');
        },
      });
      if (!made.ok) throw new Error(made.detail);
      await enter([envelopeOf(made.entry)]);
    },
    /** Has everything that waits for its order be looked at once more. */
    async goesRound(): Promise<void> {
      const round = waiting;
      waiting = [];
      await enter(round);
    },
  };
}

function envelopeOf({ name, source, detail }: BusEntry): object {
  return { id: 'an-event', source, 'detail-type': name, detail };
}
