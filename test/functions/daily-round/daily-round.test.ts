import { beforeEach, describe, expect, test } from 'vitest';
import { dailyRound } from '../../../functions/daily-round/sweep.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import { rfmMembership } from '../../../shared/program/presets/rfm-membership.ts';
import type { Program } from '../../../shared/program/program.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { anOrder, occasionAt } from '../../support/member-ledger.ts';
import { memberNamed, runPass, town } from '../../support/sweeping.ts';

const rfm = loadProgram(rfmMembership);
const ladder = loadProgram(fourTierLadder);

let place: ReturnType<typeof town>;

const [ann, ben] = ['ann', 'ben'];

/** Among those who get no offer: an id is a hash, and a part of this one is as low as can be. */
const held = 'heldoAAAAA';

async function buys(program: Program, name: string, yuan: number, at: string): Promise<void> {
  const order = anOrder(`${name}-${at}`, yuan * 100, { currency: program.baseCurrency });
  await append(place.table, memberNamed(name), (state, attempts) =>
    alone(decide(state, { type: 'enter-order', order }, occasionAt(at), program, attempts)),
  );
}

const silent = async () => {};

const round = (program: Program, day: string) =>
  runPass(dailyRound(place.table, program, silent), place.table, `${day}T22:00:00Z`);

const causes = async (name: string) =>
  (await place.entries(name, 'awarded')).map(({ cause, rewards }) => [cause, rewards ?? []]);

beforeEach(() => {
  place = town(rfm);
});

describe('a member who was neither here nor bought for 30 days', () => {
  test('is made the offer that day, once', async () => {
    await buys(rfm, ann, 400, '2026-03-10T04:00:00Z');
    expect((await round(rfm, '2026-04-08')).total).toEqual({ visited: 1 });
    expect((await round(rfm, '2026-04-09')).total).toEqual({ visited: 1, wonBack: 1 });
    expect((await round(rfm, '2026-04-09')).total).toEqual({ visited: 1 });
    expect((await round(rfm, '2026-04-10')).total).toEqual({ visited: 1 });
    expect(await causes(ann)).toEqual([[['win-back', '0'], ['return-coupon']]]);
  });

  test('is made it a day later where the round of the day did not come', async () => {
    await buys(rfm, ann, 400, '2026-03-10T04:00:00Z');
    expect((await round(rfm, '2026-04-10')).total).toEqual({ visited: 1, wonBack: 1 });
  });

  test('gets none for having spent too little', async () => {
    await buys(rfm, ann, 200, '2026-03-10T04:00:00Z');
    expect((await round(rfm, '2026-04-09')).total).toEqual({ visited: 1 });
  });

  test('gets none where they are held out, which is written down to compare with', async () => {
    await buys(rfm, held, 400, '2026-03-10T04:00:00Z');
    expect((await round(rfm, '2026-04-09')).total).toEqual({ visited: 1, heldOut: 1 });
    expect(await causes(held)).toEqual([[['hold-out', '0'], []]]);
  });

  test('is made the next offer of the same lapse, and the first again in the next one', async () => {
    await buys(ladder, ann, 50, '2026-03-10T04:00:00Z');
    await round(ladder, '2026-04-09');
    await round(ladder, '2026-04-23');
    await buys(ladder, ann, 50, '2026-04-25T04:00:00Z');
    await round(ladder, '2026-05-07');
    await round(ladder, '2026-05-25');
    expect((await causes(ann)).map(([cause]) => cause)).toEqual([
      ['win-back', '0'],
      ['win-back', '1'],
      ['win-back', '0'],
    ]);
  });

  test('is called, and lent gold until its date, where they are of high value', async () => {
    await buys(rfm, ann, 3_000, '2026-03-10T04:00:00Z');
    const { total } = await round(rfm, '2026-04-09');
    expect(total).toEqual({ visited: 1, wonBack: 1, lent: 1, toCall: 1 });
    expect((await place.stateOf(ann)).lent?.tier).toBe('gold');
    expect((await round(rfm, '2026-06-07')).total).toEqual({ visited: 1 });
    expect((await round(rfm, '2026-06-08')).total).toEqual({ visited: 1, returned: 1 });
    expect((await place.stateOf(ann)).lent).toBeNull();
  });

  test('gets nothing once the month’s budget is spent', async () => {
    const poor = loadProgram({
      ...rfmMembership,
      churn: {
        afterDays: 30,
        offers: [{ afterDays: 0, rewards: ['return-coupon'], channels: ['email'] }],
        costAMonthMinor: 10_000,
      },
    });
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await buys(poor, name, 400, '2026-03-10T04:00:00Z');
    expect((await round(poor, '2026-04-09')).total).toEqual({ visited: 5, wonBack: 2 });
  });
});

describe('a member’s own days', () => {
  test('bring the gift of the year in which they joined, on the day', async () => {
    await buys(rfm, ann, 20, '2026-03-10T04:00:00Z');
    await buys(rfm, ann, 20, '2027-03-01T04:00:00Z');
    expect((await round(rfm, '2027-03-09')).total).toEqual({ visited: 1, remembered: 1 });
    expect((await round(rfm, '2027-03-10')).total).toEqual({ visited: 1 });
    expect(await causes(ann)).toEqual([[['occasion', 'anniversary:1'], ['engraved-gift']]]);
  });

  test('bring what each month in the tier does, on its first', async () => {
    for (const day of ['01', '02', '03']) await buys(ladder, ben, 20, `2026-03-${day}T12:00:00Z`);
    await buys(ladder, ben, 20, '2026-04-30T12:00:00Z');
    await buys(ladder, ann, 20, '2026-04-30T12:00:00Z');
    const { total } = await round(ladder, '2026-05-01');
    expect(total).toEqual({ visited: 2, remembered: 1 });
    expect((await causes(ben)).at(-1)).toEqual([
      ['occasion', 'tier-month:regular:2026-05'],
      ['monthly-draw-entry'],
    ]);
  });

  test('bring the same whether the round runs once or twice, and write nothing the second time', async () => {
    for (const day of ['21', '22', '23']) await buys(ladder, ben, 20, `2026-03-${day}T12:00:00Z`);
    await round(ladder, '2026-04-01');
    const before = place.written.length;
    await round(ladder, '2026-04-01');
    await round(ladder, '2026-04-02');
    expect(place.written).toHaveLength(before);
  });
});
