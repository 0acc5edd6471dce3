import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { factOf } from '../../../functions/relay/fact.ts';
import { relay } from '../../../functions/relay/handler.ts';
import type { Entry } from '../../../shared/domain/ledger/entry.ts';
import { ledgerFacts } from '../../../shared/events/ledger-facts.ts';
import type { BusEntry } from '../../../shared/events/publish.ts';
import { entryItem, NO_ENTRY } from '../../../shared/table/ledger/entry-item.ts';
import { invoke } from '../../support/invoke.ts';
import { anOrder, ladder, MEMBER, memberLedger } from '../../support/member-ledger.ts';
import { monthOf, reviewedLedger, spendTiers } from '../../support/reviewed.ts';

/** A record as Lambda hands it over: its image is JSON, so bytes are base64 text. */
function record(sequence: string, image: Record<string, unknown>): DynamoDBRecord {
  const bytesAsText = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  const NewImage = JSON.parse(JSON.stringify(marshall(image), bytesAsText));
  return { eventName: 'INSERT', dynamodb: { SequenceNumber: sequence, NewImage } };
}

const entryRecord = (sequence: string, entry: Entry) =>
  record(sequence, entryItem({ entry, previousHash: NO_ENTRY }));

function setUp(refuse: (name: BusEntry) => boolean = () => false) {
  const published: BusEntry[] = [];
  const aside: DynamoDBRecord[] = [];
  const handler = relay({
    publish: async (entries) => {
      published.push(...entries.filter((entry) => !refuse(entry)));
      return entries.filter(refuse);
    },
    setAside: async (strange) => {
      aside.push(strange);
    },
  });
  return { handler, published, aside };
}

function someEntries(): readonly Entry[] {
  const ledger = memberLedger();
  for (const id of ['1', '2', '3']) ledger.order(anOrder(id, 5_000));
  ledger.refund('3', 1_000);
  ledger.cancel('2');
  return ledger.entries;
}

describe('the relay', () => {
  test('tells one fact for each entry, as the catalogue describes it', async () => {
    const { handler, published } = setUp();
    const entries = someEntries();
    const Records = entries.map((entry, i) => entryRecord(String(i), entry));
    expect(await invoke(handler, { Records })).toEqual({ batchItemFailures: [] });
    expect(published.map(({ name }) => name)).toEqual([
      'points.earned',
      'points.earned',
      'points.earned',
      'points.clawed-back',
      'points.clawed-back',
    ]);
    for (const { name, detail } of published) {
      const type = ledgerFacts.find((candidate) => candidate.name === name);
      expect(type?.schema.safeParse(detail).error).toBeUndefined();
    }
  });

  test('says what changed, so that rules can filter on it', () => {
    const [, , third, refund] = someEntries().map(factOf);
    expect(third?.detail).toMatchObject({
      id: `${MEMBER}.3`,
      points: 50,
      tier: { before: 'explorer', after: 'regular' },
      tierChange: 'up',
      rewards: ['brand-supporter-badge', 'priority-support'],
    });
    expect(refund?.detail).toMatchObject({ points: -10, tierChange: 'none', reason: 'refund' });
  });

  test('says which way a tier went, and what would keep one', () => {
    const { ledger, order, ask } = reviewedLedger(spendTiers());
    order(6, 20_000, '2026-01-10T12:00:00Z');
    const month = monthOf('2027-03');
    ask({ of: 'notice', month }, '2027-02-14T12:00:00Z');
    ask({ of: 'month', month }, '2027-03-01T00:10:00Z');
    const [notice, demotion] = ledger.entries.slice(-2).map(factOf);
    expect(notice).toMatchObject({
      name: 'tier.reviewed',
      detail: {
        tierChange: 'none',
        outcome: 'notice',
        month: '2027-03',
        notice: {
          tier: 'gold',
          to: 'silver',
          threats: ['paths'],
          way: { orders: 6, spendMinor: 100_000, before: '2027-02-28T23:00:00.000Z' },
        },
      },
    });
    expect(demotion?.detail).toMatchObject({
      tier: { before: 'gold', after: 'silver' },
      tierChange: 'down',
      outcome: 'demoted',
      why: 'paths',
    });
    for (const { name, detail } of [notice, demotion].filter((fact) => fact !== undefined)) {
      const type = ledgerFacts.find((candidate) => candidate.name === name);
      expect(type?.schema.safeParse(detail).error).toBeUndefined();
    }
  });

  test('says what is pending, and until when', () => {
    const ledger = memberLedger({ ...ladder, availableAfterDays: 14 });
    const fact = factOf(ledger.order(anOrder('1', 5_000), '2026-03-10T12:00:00Z'));
    expect(fact.detail).toMatchObject({
      points: 0,
      pendingPoints: 100,
      availableAt: '2026-03-24T12:00:00.000Z',
    });
  });

  test('names no rewards where there is nothing to grant, so that no promotion starts', () => {
    const [, second] = someEntries().map(factOf);
    expect(second?.detail).not.toHaveProperty('rewards');
  });

  test('asks for those records again that the bus would not take, and only for those', async () => {
    const { handler } = setUp(({ name }) => name === 'points.clawed-back');
    const Records = someEntries().map((entry, i) => entryRecord(String(i), entry));
    expect(await invoke(handler, { Records })).toEqual({
      batchItemFailures: [{ itemIdentifier: '3' }, { itemIdentifier: '4' }],
    });
  });

  test('sets a record aside that is no entry, whole, and tells the rest', async () => {
    const { handler, published, aside } = setUp();
    const [first] = someEntries();
    if (first === undefined) throw new Error('there are no entries');
    const strange = record('0', { PK: 'O#a#1', SK: 'ORDER', kind: 'earned', v: 1 });
    await invoke(handler, { Records: [strange, entryRecord('1', first)] });
    expect(aside).toEqual([strange]);
    expect(published).toHaveLength(1);
  });
});
