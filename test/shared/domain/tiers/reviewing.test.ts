import { describe, expect, test } from 'vitest';
import { evolve, replay } from '../../../../shared/domain/ledger/ledger.ts';
import { merge, unmerge } from '../../../../shared/domain/ledger/merge.ts';
import type { ReviewRequest } from '../../../../shared/domain/tiers/reviewing.ts';
import { anOrder, entryOf, MEMBER, occasionAt } from '../../../support/member-ledger.ts';
import { at, monthOf, reviewedLedger, spendTiers } from '../../../support/reviewed.ts';

const nothing = { ok: false, reason: 'nothing-to-review' };

describe('a tier that time costs', () => {
  test('goes after a notice, at the first of the month, and once', () => {
    const { ledger, order, ask } = reviewedLedger(spendTiers());
    order(6, 20_000, '2026-01-10T12:00:00Z');
    expect(ledger.state.tier).toBe('gold');
    const month = monthOf('2027-02');
    expect(ask({ of: 'month', month }, '2027-02-01T00:10:00Z')).toEqual(nothing);
    const told = monthOf('2027-03');
    const notice = entryOf('reviewed', ask({ of: 'notice', month: told }, '2027-02-14T12:00:00Z'));
    expect(notice.tier).toEqual({ before: 'gold', after: 'gold' });
    expect(notice.outcome).toMatchObject({
      what: 'notice',
      to: 'silver',
      way: { orders: 6, spendMinor: 100_000 },
    });
    expect(ask({ of: 'notice', month: told }, '2027-02-14T13:00:00Z')).toEqual(nothing);

    const gone = entryOf('reviewed', ask({ of: 'month', month: told }, '2027-03-01T00:10:00Z'));
    expect(gone).toMatchObject({
      tier: { before: 'gold', after: 'silver' },
      outcome: { what: 'demoted', why: 'paths', month: told },
      balance: { before: 0, after: 0 },
    });
    expect(ledger.state).toMatchObject({ tier: 'silver', notice: null });
    expect(ask({ of: 'month', month: told }, '2027-03-01T00:11:00Z')).toEqual(nothing);
  });

  test('counts as lost from the month of its review, though the pass comes early', () => {
    const { ledger, order, ask } = reviewedLedger(spendTiers());
    order(6, 20_000, '2026-01-10T12:00:00Z');
    const month = monthOf('2027-03');
    ask({ of: 'notice', month }, '2027-02-14T12:00:00Z');
    ask({ of: 'month', month }, '2027-02-28T22:59:59Z');
    expect(ledger.state.tierSince).toBe(at('2027-02-28T23:00:00Z'));
    expect(ask({ of: 'month', month }, '2027-03-01T00:10:00Z')).toEqual(nothing);
  });

  test('comes back with the next order that reaches it', () => {
    const { ledger, order, ask } = reviewedLedger(spendTiers());
    order(6, 20_000, '2026-01-10T12:00:00Z');
    const month = monthOf('2027-03');
    ask({ of: 'notice', month }, '2027-02-14T12:00:00Z');
    ask({ of: 'month', month }, '2027-03-01T00:10:00Z');
    order(6, 20_000, '2027-03-02T12:00:00Z');
    expect(ledger.state.tier).toBe('gold');
  });
});

describe('a tier that falling orders cost', () => {
  function demoted() {
    const made = reviewedLedger(spendTiers({ fallingMonths: 3 }));
    made.order(9, 20_000, '2026-03-10T12:00:00Z');
    made.order(5, 20_000, '2026-04-10T12:00:00Z');
    made.order(4, 20_000, '2026-05-10T12:00:00Z');
    made.order(2, 20_000, '2026-06-10T12:00:00Z');
    const month = monthOf('2026-07');
    made.ask({ of: 'notice', month }, '2026-06-12T12:00:00Z');
    made.ask({ of: 'month', month }, '2026-07-01T00:10:00Z');
    return made;
  }

  test('is not reached again by what it asks alone, which is all there', () => {
    const { ledger, order } = demoted();
    expect(ledger.state).toMatchObject({
      tier: 'silver',
      demotionLock: { tier: 'gold', since: monthOf('2026-07') },
    });
    order(2, 20_000, '2026-07-10T12:00:00Z');
    expect(ledger.state.tier).toBe('silver');
  });

  test('is reached again in a month with more orders than the one before', () => {
    const { ledger, order } = demoted();
    order(3, 20_000, '2026-07-10T12:00:00Z');
    expect(ledger.state).toMatchObject({ tier: 'gold', demotionLock: null });
  });
});

describe('a tier that refunds cost', () => {
  test('goes at the next review, from the count that is left', () => {
    const { ledger, order, ask } = reviewedLedger(spendTiers({ demotes: false }));
    order(6, 20_000, '2026-03-10T12:00:00Z');
    ledger.refund('o1', 20_000);
    ledger.cancel('o2');
    const review: ReviewRequest = { of: 'month', month: monthOf('2026-04') };
    expect(entryOf('reviewed', ask(review, '2026-04-01T00:10:00Z'))).toMatchObject({
      tier: { before: 'gold', after: 'silver' },
      outcome: { what: 'withdrawn' },
    });
  });

  test('stays where the refund was undone', () => {
    const { ledger, order, ask } = reviewedLedger(spendTiers({ demotes: false }));
    order(6, 20_000, '2026-03-10T12:00:00Z');
    const refunded = ledger.refund('o1', 20_000);
    expect(ledger.state.refunded).toMatchObject([{ purchases: 1, spendMinor: 20_000 }]);
    ledger.reverse(refunded, '2026-03-12T12:00:00Z');
    expect(ledger.state.refunded).toEqual([]);
    const review: ReviewRequest = { of: 'month', month: monthOf('2026-04') };
    expect(ask(review, '2026-04-01T00:10:00Z')).toEqual(nothing);
  });
});

describe('a tier that is lent', () => {
  const until = at('2026-06-01T12:00:00Z');
  const loan: ReviewRequest = { of: 'loan', lent: { tier: 'gold', until }, lostAt: 1 };

  test('multiplies the points of orders until its date, and leaves the earned one', () => {
    const { ledger, order, ask } = reviewedLedger(spendTiers());
    order(1, 10_000, '2026-03-10T12:00:00Z');
    ask(loan, '2026-04-10T12:00:00Z');
    expect(ledger.state.tier).toBe('bronze');
    const during = ledger.order(anOrder('during', 10_000), '2026-06-01T11:59:59Z');
    const after = ledger.order(anOrder('after', 10_000), '2026-06-01T12:00:00Z');
    expect([during.figures.points, after.figures.points]).toEqual([120, 100]);
  });

  test('ends once, when it is over', () => {
    const { ledger, order, ask } = reviewedLedger(spendTiers());
    order(1, 10_000, '2026-03-10T12:00:00Z');
    ask(loan, '2026-04-10T12:00:00Z');
    expect(ask({ of: 'loan-end' }, '2026-06-01T11:59:59Z')).toEqual(nothing);
    const end = entryOf('reviewed', ask({ of: 'loan-end' }, '2026-06-01T12:00:00Z'));
    expect(end.outcome).toEqual({ what: 'returned', lent: { tier: 'gold', until } });
    expect(ledger.state.lent).toBeNull();
    expect(ask({ of: 'loan-end' }, '2026-06-02T12:00:00Z')).toEqual(nothing);
  });

  test('is lent to nobody who has it, has one, or for a time that is over', () => {
    const { order, ask } = reviewedLedger(spendTiers());
    order(6, 20_000, '2026-03-10T12:00:00Z');
    expect(ask(loan, '2026-04-10T12:00:00Z')).toEqual(nothing);
    const other = reviewedLedger(spendTiers());
    other.order(1, 10_000, '2026-03-10T12:00:00Z');
    expect(other.ask(loan, '2026-06-01T12:00:00Z')).toEqual(nothing);
    expect(other.ask(loan, '2026-04-10T12:00:00Z').ok).toBe(true);
    expect(other.ask(loan, '2026-04-11T12:00:00Z')).toEqual(nothing);
  });
});

test('a replay of a ledger with reviews gives its state', () => {
  const { ledger, order, ask } = reviewedLedger(spendTiers({ fallingMonths: 2 }));
  order(9, 20_000, '2026-03-10T12:00:00Z');
  ledger.refund('o1', 5_000);
  order(5, 20_000, '2026-04-10T12:00:00Z');
  order(1, 20_000, '2026-05-10T12:00:00Z');
  ask({ of: 'notice', month: monthOf('2026-06') }, '2026-05-12T12:00:00Z');
  ask({ of: 'month', month: monthOf('2026-06') }, '2026-06-01T00:10:00Z');
  const lent = { tier: 'gold', until: at('2026-08-01T00:00:00Z') };
  ask({ of: 'loan', lent, lostAt: 1 }, '2026-06-20T00:10:00Z');
  expect(ledger.state).toMatchObject({ tier: 'silver', lent, refunded: [{ spendMinor: 5_000 }] });
  expect(replay(MEMBER, ledger.entries)).toEqual(ledger.state);
});

test('a member who goes into another takes the loan and what was refunded along, and back again', () => {
  const program = spendTiers();
  const [one, two] = [reviewedLedger(program), reviewedLedger(program)];
  for (const { order } of [one, two]) order(2, 10_000, '2026-03-10T12:00:00Z');
  two.ledger.refund('o1', 4_000);
  const lent = { tier: 'gold', until: at('2026-08-01T00:00:00Z') };
  two.ask({ of: 'loan', lent, lostAt: 1 }, '2026-04-10T12:00:00Z');
  const there = { ...two.ledger.state, member: 'another' };

  const made = merge(one.ledger.state, there, occasionAt('2026-04-20T12:00:00Z'), program);
  if (!made.ok) throw new Error(made.reason);
  const both = evolve(one.ledger.state, made.survivor.entry);
  expect(both).toMatchObject({ lent, refunded: [{ spendMinor: 4_000 }] });
  const gone = evolve(there, made.absorbed.entry);
  expect(gone).toMatchObject({ lent: null, refunded: [] });

  const at21 = occasionAt('2026-04-21T12:00:00Z');
  const undone = unmerge(both, gone, made.survivor.entry, [], at21, program);
  if (!undone.ok) throw new Error(undone.reason);
  expect(evolve(both, undone.survivor.entry)).toMatchObject({ lent: null, refunded: [] });
  expect(evolve(gone, undone.released.entry)).toMatchObject({ lent, refunded: there.refunded });
});
