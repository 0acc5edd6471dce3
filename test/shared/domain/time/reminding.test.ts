import { describe, expect, test } from 'vitest';
import {
  armed,
  dueReminder,
  NEVER_REMINDED,
  rearmed,
  remindersLeft,
  renewalPrice,
  withGiven,
} from '../../../../shared/domain/time/reminding.ts';
import type { Subscription } from '../../../../shared/domain/time/subscription.ts';
import { ladder } from '../../../support/member-ledger.ts';
import { at, BERLIN } from '../../../support/reviewed.ts';

const rules = ladder.contact ?? expect.fail('the ladder says nothing of contact');
const habits = { timeZone: BERLIN, hours: [], weekdays: [] };
const euros = (amountMinor: number) => ({ currency: 'EUR', amountMinor });

const ending: Subscription = {
  status: 'active',
  autoRenews: false,
  price: euros(2_400),
  every: { unit: 'month', count: 1 },
  periodEndsAt: at('2026-12-15T15:00:00Z'),
  renewals: [],
};
const renewing: Subscription = { ...ending, autoRenews: true };
const given = (daysBefore: number, price = 2_400) => ({
  periodEndsAt: at('2026-12-15T15:00:00Z'),
  daysBefore,
  at: at('2026-12-01T09:00:00Z'),
  price: euros(price),
});

const days = (subscription: Subscription, reminding: Parameters<typeof remindersLeft>[1] = {}) =>
  remindersLeft(subscription, reminding, rules, habits).map(({ daysBefore }) => daysBefore);

describe('the reminders that are left', () => {
  test('are those of fewer days than the one that was given', () => {
    expect(days(ending)).toEqual([14, 7, 1]);
    expect(days(ending, { given: given(7) })).toEqual([1]);
    expect(days(ending, { given: given(1) })).toEqual([]);
  });

  test('are all of them again in another period', () => {
    const next = { ...ending, periodEndsAt: at('2027-01-15T15:00:00Z') };
    expect(days(next, { given: given(1) })).toEqual([14, 7, 1]);
  });

  test('are none of more days than a period has', () => {
    expect(days({ ...ending, every: { unit: 'week', count: 2 } })).toEqual([7, 1]);
    expect(days({ ...ending, every: { unit: 'week', count: 1 } })).toEqual([1]);
    expect(days({ ...ending, every: { unit: 'day', count: 1 } })).toEqual([]);
  });

  test('are none after one of what renews itself, unless it said another price', () => {
    expect(days(renewing, { given: given(14) })).toEqual([]);
    expect(days(renewing, { given: given(14, 2_000) })).toEqual([7, 1]);
  });

  test.each(['past-due', 'paused', 'cancelled', 'expired'] as const)(
    'are none where it is %s',
    (status) => {
      expect(days({ ...ending, status })).toEqual([]);
    },
  );

  test('are none where nobody knows when it ends', () => {
    expect(days({ ...ending, periodEndsAt: undefined })).toEqual([]);
  });
});

describe('the reminder that is due', () => {
  const left = remindersLeft(ending, {}, rules, habits);

  test('is the last one, however many were missed', () => {
    expect(dueReminder(left, at('2026-12-01T08:59:00Z'))).toBeUndefined();
    expect(dueReminder(left, at('2026-12-01T09:00:00Z'))?.daysBefore).toBe(14);
    expect(dueReminder(left, at('2026-12-09T09:00:00Z'))?.daysBefore).toBe(7);
  });

  test('stays due when its subscription changes before it was given', () => {
    const before = armed(NEVER_REMINDED, left, at('2026-11-15T15:00:00Z'));
    const now = at('2026-12-01T09:10:00Z');
    expect(rearmed(before, ending, left, now).dueAt).toBe(at('2026-12-01T09:00:00Z'));
    // One that was passed over long ago does not come back.
    expect(rearmed(NEVER_REMINDED, ending, left, now).dueAt).toBe(at('2026-12-08T09:00:00Z'));
  });

  test('is not forgotten where it was written down and may not have been said', () => {
    const marked = withGiven({ ...NEVER_REMINDED, dueAt: at('2026-12-01T09:00:00Z') }, given(14));
    expect(rearmed(marked, ending, left.slice(1), at('2026-12-01T09:10:00Z'))).toEqual(marked);
  });

  test('is answered by a renewal after it and before the end, and by no other', () => {
    const asked = { ...withGiven(NEVER_REMINDED, given(14)), unsaid: false };
    const renewed = (when: string) => ({
      ...ending,
      periodEndsAt: at('2027-01-15T15:00:00Z'),
      renewals: [{ renewedAt: at(when), periodEndedAt: at('2026-12-15T15:00:00Z') }],
    });
    const answers = ['2026-11-30T09:00:00Z', '2026-12-02T09:00:00Z', '2026-12-16T09:00:00Z'].map(
      (when) => rearmed(asked, renewed(when), [], at('2026-12-20T09:00:00Z')).answered,
    );
    expect(answers).toEqual([0, 1, 0]);
  });
});

describe('the price that a reminder says', () => {
  const changed = (until: string): Subscription => ({
    ...renewing,
    before: { price: euros(2_000), until: at(until) },
  });
  const ahead = {
    price: euros(2_856),
    renewsAt: at('2026-12-15T15:00:00Z'),
    said: { occurredAt: 0, receivedAt: 0 },
  };

  test('is the shop’s, and the one before where it changed in this period', () => {
    expect(renewalPrice(renewing)).toEqual({ price: euros(2_400) });
    expect(renewalPrice(changed('2026-11-20T09:00:00Z'))).toEqual({
      price: euros(2_400),
      priceBefore: euros(2_000),
    });
    expect(renewalPrice(changed('2026-11-10T09:00:00Z'))).toEqual({ price: euros(2_400) });
    expect(renewalPrice({ ...renewing, price: undefined })).toEqual({});
  });

  test('is the announced one, and the one announced before', () => {
    expect(renewalPrice({ ...renewing, ahead })).toEqual({ price: euros(2_856) });
    expect(renewalPrice({ ...renewing, ahead, lastAhead: euros(2_500) })).toEqual({
      price: euros(2_856),
      priceBefore: euros(2_500),
    });
    expect(renewalPrice({ ...renewing, ahead, lastAhead: euros(2_856) })).toEqual({
      price: euros(2_856),
    });
    // What does not renew by itself costs what the shop asks for it.
    expect(renewalPrice({ ...ending, ahead })).toEqual({ price: euros(2_400) });
  });
});
