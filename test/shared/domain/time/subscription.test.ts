import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changedTo,
  renewingAhead,
  type Stamp,
  type Subscription,
  type SubscriptionState,
} from '../../../../shared/domain/time/subscription.ts';
import { at } from '../../../support/reviewed.ts';

const euros = (amountMinor: number) => ({ currency: 'EUR', amountMinor });
const state: SubscriptionState = {
  status: 'active',
  title: 'Beans every month',
  price: euros(2_400),
  every: { unit: 'month', count: 1 },
  startedAt: at('2026-09-01T09:00:00Z'),
  periodEndsAt: at('2026-12-01T09:00:00Z'),
  autoRenews: true,
};

/** A word of that instant, received a second later unless told. */
const word = (occurredAt: string, receivedAt = at(occurredAt) + 1_000): Stamp => ({
  occurredAt: at(occurredAt),
  receivedAt,
});

/** What is known after these words, in the order in which they came. */
const knownAfter = (...words: readonly (readonly [Partial<SubscriptionState>, Stamp])[]) =>
  words.reduce<Subscription | undefined>(
    (known, [changes, stamp]) => changedTo(known, { ...state, ...changes }, stamp),
    undefined,
  );

const november = word('2026-11-01T09:00:00Z');
const december = word('2026-12-01T09:00:00Z');

describe('a subscription', () => {
  test('is what the newest word says, and an older one that comes late changes nothing', () => {
    const newest = knownAfter(
      [{}, november],
      [{ status: 'cancelled', autoRenews: false }, december],
    );
    expect(newest).toMatchObject({ status: 'cancelled', autoRenews: false, changed: december });
    expect(newest && changedTo(newest, state, november)).toBe(newest);
    expect(newest && changedTo(newest, state, december)).toBe(newest);
  });

  test('is what came last of two words of one instant', () => {
    const later = { ...november, receivedAt: november.receivedAt + 1 };
    expect(knownAfter([{}, november], [{ status: 'paused' }, later])?.status).toBe('paused');
    expect(knownAfter([{ status: 'paused' }, later], [{}, november])?.status).toBe('paused');
  });

  test('forgets what the newest word does not say', () => {
    expect(knownAfter([{}, november], [{ title: undefined }, december])?.title).toBeUndefined();
  });

  test('keeps the price before the one that changed, until it changes again', () => {
    const dearer = knownAfter([{}, november], [{ price: euros(2_600) }, december]);
    const before = { price: euros(2_400), until: december.occurredAt };
    expect(dearer).toMatchObject({ price: euros(2_600), before });
    const same = word('2026-12-02T00:00:00Z');
    expect(
      dearer && changedTo(dearer, { ...state, price: euros(2_600), status: 'paused' }, same),
    ).toMatchObject({ price: euros(2_600), before });
    const cheaper = word('2026-12-03T00:00:00Z');
    expect(dearer && changedTo(dearer, { ...state, price: euros(2_000) }, cheaper)).toMatchObject({
      price: euros(2_000),
      before: { price: euros(2_600), until: cheaper.occurredAt },
    });
  });

  test('whose currency changes has changed its price', () => {
    const dollars = { currency: 'USD', amountMinor: 2_400 };
    expect(knownAfter([{}, november], [{ price: dollars }, december])?.before?.price).toEqual(
      euros(2_400),
    );
  });

  test('is the same in whatever order its words come', () => {
    const words = fc.uniqueArray(
      fc.record({
        occurredAt: fc.integer({ min: 1, max: 5 }),
        receivedAt: fc.integer({ min: 1, max: 9 }),
        title: fc.constantFrom('a', 'b', 'c'),
        periodEndsAt: fc.integer({ min: 1, max: 9 }),
      }),
      { selector: ({ occurredAt, receivedAt }) => `${occurredAt}.${receivedAt}`, minLength: 1 },
    );
    fc.assert(
      fc.property(
        words.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([some, shuffled]) => {
          const end = (all: typeof some) => {
            const known = knownAfter(
              ...all.map(
                ({ occurredAt, receivedAt, ...changes }) =>
                  [changes, { occurredAt, receivedAt }] as const,
              ),
            );
            return [known?.changed, known?.title, known?.periodEndsAt];
          };
          expect(end(shuffled)).toEqual(end(some));
        },
      ),
    );
  });
});

describe('a renewal that its buyer brought about', () => {
  const byHand = { autoRenews: false };
  const until = (end: string) => ({ ...byHand, periodEndsAt: at(end) });

  test('is remembered with the end of the period before', () => {
    const renewed = knownAfter(
      [until('2026-12-01T09:00:00Z'), november],
      [until('2027-01-01T09:00:00Z'), word('2026-11-28T18:00:00Z')],
      [until('2027-02-01T09:00:00Z'), word('2027-01-03T18:00:00Z')],
    );
    expect(renewed?.renewals).toEqual([
      { renewedAt: at('2026-11-28T18:00:00Z'), periodEndedAt: at('2026-12-01T09:00:00Z') },
      { renewedAt: at('2027-01-03T18:00:00Z'), periodEndedAt: at('2027-01-01T09:00:00Z') },
    ]);
  });

  test('is remembered where it came after the end too, within a month', () => {
    const expired = { ...until('2026-12-01T09:00:00Z'), status: 'expired' as const };
    const lapsed = [
      [expired, december] as const,
      [until('2027-01-05T09:00:00Z'), word('2026-12-05T09:00:00Z')] as const,
    ];
    expect(knownAfter(...lapsed)?.renewals).toHaveLength(1);
    const anew = [
      [expired, december] as const,
      [until('2027-03-05T09:00:00Z'), word('2027-02-05T09:00:00Z')] as const,
    ];
    expect(knownAfter(...anew)?.renewals).toEqual([]);
  });

  test('is remembered five times', () => {
    const words = Array.from({ length: 8 }, (_, i) => {
      const end = new Date(Date.UTC(2026, i, 15)).toISOString();
      return [until(end), word(new Date(Date.UTC(2026, i, 1)).toISOString())] as const;
    });
    const { renewals = [] } = knownAfter(...words) ?? {};
    expect(renewals.map(({ renewedAt }) => new Date(renewedAt).getUTCMonth())).toEqual([
      3, 4, 5, 6, 7,
    ]);
  });

  test.each<[string, Partial<SubscriptionState>, Partial<SubscriptionState>]>([
    ['renews by itself', { autoRenews: true }, {}],
    ['was cancelled and began anew', { status: 'cancelled' }, {}],
    ['was paused and goes on', { status: 'paused' }, {}],
    ['gets no new period', {}, { periodEndsAt: state.periodEndsAt }],
    ['is called off', {}, { status: 'cancelled' }],
    ['had no end', { periodEndsAt: undefined }, {}],
  ])('is none where one %s', (_, before, now) => {
    const next = { ...until('2027-01-01T09:00:00Z'), ...now };
    const renewed = knownAfter([{ ...byHand, ...before }, november], [next, december]);
    expect(renewed?.renewals).toEqual([]);
  });
});

describe('the renewal that is ahead', () => {
  const ahead = (price: number, renewsAt: string) => ({
    price: euros(price),
    renewsAt: at(renewsAt),
  });
  const soon = word('2026-11-24T09:00:00Z');

  test('is known beside all else, by the newest word on it', () => {
    const known = renewingAhead(
      knownAfter([{}, november]),
      ahead(2_856, '2026-12-01T09:00:00Z'),
      soon,
    );
    expect(known).toMatchObject({ ...state, changed: november, ahead: { price: euros(2_856) } });
    const older = word('2026-11-23T09:00:00Z');
    expect(renewingAhead(known, ahead(1, '2026-12-01T09:00:00Z'), older)).toBe(known);
    const newer = word('2026-11-25T09:00:00Z');
    const said = renewingAhead(known, ahead(2_500, '2026-12-01T09:00:00Z'), newer);
    expect(said).toMatchObject({ ahead: { price: euros(2_500) }, lastAhead: undefined });
  });

  test('is over when the next period has begun, and the one after says what it came to', () => {
    const first = renewingAhead(
      knownAfter([{}, november]),
      ahead(2_856, '2026-12-01T09:00:00Z'),
      soon,
    );
    const renewed = changedTo(
      first,
      { ...state, periodEndsAt: at('2027-01-01T09:00:00Z') },
      december,
    );
    expect(renewed).toMatchObject({ ahead: undefined, lastAhead: euros(2_856) });
    const next = ahead(3_094, '2027-01-01T09:00:00Z');
    const said = renewingAhead(renewed, next, word('2026-12-24T09:00:00Z'));
    expect(said).toMatchObject({ ahead: next, lastAhead: euros(2_856) });
    const dropped = ahead(2_856, '2026-12-01T09:00:00Z');
    expect(renewingAhead(renewed, dropped, soon)).toBe(renewed);
  });

  test('says what the one before came to, though nothing was told in between', () => {
    const first = renewingAhead(undefined, ahead(2_856, '2026-12-01T09:00:00Z'), soon);
    const next = ahead(3_094, '2027-01-01T09:00:00Z');
    const second = renewingAhead(first, next, word('2026-12-24T09:00:00Z'));
    expect(second).toMatchObject({ periodEndsAt: next.renewsAt, lastAhead: euros(2_856) });
  });

  test('makes a subscription known that was not, until its shop says how it is', () => {
    const known = renewingAhead(undefined, ahead(2_856, '2026-12-01T09:00:00Z'), soon);
    expect(known).toMatchObject({ status: 'active', autoRenews: true });
    const said = changedTo(known, { ...state, status: 'past-due' }, november);
    expect(said).toMatchObject({
      status: 'past-due',
      title: 'Beans every month',
      changed: november,
    });
    expect(said.ahead).toMatchObject({ price: euros(2_856) });
  });
});
