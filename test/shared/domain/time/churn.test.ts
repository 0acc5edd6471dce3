import { describe, expect, test } from 'vitest';
import {
  dueCare,
  dueWinBack,
  type Lapsing,
  lostSince,
} from '../../../../shared/domain/time/churn.ts';
import { DAY } from '../../../../shared/domain/time/time.ts';
import type { Churn } from '../../../../shared/program/program.ts';
import { MEMBER } from '../../../support/member-ledger.ts';
import { at } from '../../../support/reviewed.ts';

const churn: Churn = {
  afterDays: 30,
  offers: [
    { afterDays: 0, rewards: ['return-pack'], channels: ['email', 'sms'] },
    { afterDays: 14, rewards: [], channels: ['email'] },
  ],
  minimumSpendMinor: 30_000,
  holdOutBps: 0,
  highValue: { segment: 'high-value', call: true, lend: { tier: 'gold', days: 60 } },
};

const lastOrderAt = at('2026-09-01T12:00:00Z');
const member: Lapsing = { member: MEMBER, lastOrderAt, lastVisitAt: 0, spendMinor: 50_000 };
const lostAt = lastOrderAt + 30 * DAY;

/** The day that ends so many days after the member was lost. */
const on = (days: number) => ({ after: lostAt + (days - 1) * DAY, upTo: lostAt + days * DAY });

describe('a member is lost', () => {
  test('after so many days with neither a visit nor an order', () => {
    expect(lostSince(member, churn, lostAt - 1)).toBeUndefined();
    expect(lostSince(member, churn, lostAt)).toBe(lostAt);
    const visiting = { ...member, lastVisitAt: lastOrderAt + DAY };
    expect(lostSince(visiting, churn, lostAt)).toBeUndefined();
    expect(lostSince(visiting, churn, lostAt + DAY)).toBe(lostAt + DAY);
  });

  test('only if they have ever come', () => {
    expect(lostSince({ ...member, lastOrderAt: 0 }, churn, lostAt)).toBeUndefined();
  });
});

describe('what may bring a lost member back', () => {
  test('comes by steps, each on its day', () => {
    expect(dueWinBack(member, churn, on(0))).toEqual({
      lostAt,
      offer: 0,
      rewards: ['return-pack'],
      channels: ['email', 'sms'],
      heldOut: false,
    });
    expect([1, 13, 15].map((days) => dueWinBack(member, churn, on(days)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(dueWinBack(member, churn, on(14))).toMatchObject({ offer: 1, rewards: [] });
  });

  test('is missed by no pass, whenever passes come', () => {
    const found = [];
    for (let time = lastOrderAt; time < lostAt + 40 * DAY; time += 0.7 * DAY) {
      found.push(dueWinBack(member, churn, { after: time, upTo: time + 0.7 * DAY })?.offer);
    }
    expect(found.filter((offer) => offer !== undefined)).toEqual([0, 1]);
  });

  test('is the latest alone where a pass comes late', () => {
    expect(dueWinBack(member, churn, { after: 0, upTo: lostAt + 99 * DAY })).toMatchObject({
      offer: 1,
    });
  });

  test('stops when they come back, and begins anew with the next lapse', () => {
    const back = { ...member, lastVisitAt: lostAt + 3 * DAY };
    expect(dueWinBack(back, churn, on(14))).toBeUndefined();
    expect(dueWinBack(back, churn, on(33))).toMatchObject({ offer: 0, lostAt: lostAt + 33 * DAY });
  });

  test('is for those alone who have spent enough', () => {
    expect(dueWinBack({ ...member, spendMinor: 29_999 }, churn, on(0))).toBeUndefined();
  });

  test('is kept from a share of them, who are always the same', () => {
    const tenth = { ...churn, holdOutBps: 1_000 };
    const members = Array.from({ length: 2_000 }, (_, i) => ({ ...member, member: idOf(i) }));
    const heldOut = members.filter((one) => dueWinBack(one, tenth, on(0))?.heldOut);
    expect(heldOut.length).toBeGreaterThan(140);
    expect(heldOut.length).toBeLessThan(260);
    expect(heldOut.every((one) => dueWinBack(one, tenth, on(14))?.heldOut)).toBe(true);
    expect(dueWinBack(heldOut[0] ?? member, tenth, on(0))).toMatchObject({
      rewards: [],
      channels: [],
    });
  });
});

describe('a lost member of high value', () => {
  const high = { isHighValue: true, isHigher: true };

  test('is called and lent a tier, once, when they are lost', () => {
    expect(dueCare(member, high, churn, on(0))).toEqual({
      lostAt,
      call: true,
      lend: { tier: 'gold', until: lostAt + 60 * DAY },
    });
    expect(dueCare(member, high, churn, on(1))).toBeUndefined();
  });

  test('is lent no tier that is not above their own', () => {
    expect(dueCare(member, { ...high, isHigher: false }, churn, on(0))).toMatchObject({
      call: true,
      lend: null,
    });
  });

  test('is nobody else, and nobody who is held out', () => {
    expect(dueCare(member, { ...high, isHighValue: false }, churn, on(0))).toBeUndefined();
    const some = Array.from({ length: 40 }, (_, i) => ({ ...member, member: idOf(i) }));
    const half = { ...churn, holdOutBps: 5_000 };
    for (const one of some) {
      expect(dueCare(one, high, half, on(0)) === undefined).toBe(
        dueWinBack(one, half, on(0))?.heldOut,
      );
    }
  });
});

/** Ids as the keyed hash makes them: evenly spread over all there are. */
function idOf(i: number): string {
  const word = (of: number) => Math.imul(i + 1, of) >>> 0;
  const bytes = new Uint32Array(
    [2_654_435_761, 2_246_822_519, 3_266_489_917, 668_265_263].map(word),
  );
  return Buffer.from(bytes.buffer).toString('base64url');
}
