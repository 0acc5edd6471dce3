import { describe, expect, test } from 'vitest';
import { tierReview } from '../../../functions/review-tiers/sweep.ts';
import { reviewsOn } from '../../../shared/domain/tiers/review-day.ts';
import { monthOf, spendTiers } from '../../support/reviewed.ts';
import { runPass, town } from '../../support/sweeping.ts';

const program = spendTiers({ noticeDays: 14 });

/** Gone quiet after reaching silver, and somebody who goes on. */
async function aTown() {
  const place = town(program);
  for (const name of ['quiet', 'busy']) {
    for (const day of ['03', '04', '05']) {
      await place.buys(name, 15_000, `2026-01-${day}T12:00:00Z`);
    }
  }
  for (const month of ['07', '09', '11']) {
    await place.buys('busy', 15_000, `2026-${month}-03T12:00:00Z`);
  }
  return place;
}

const pass = (place: ReturnType<typeof town>, day: string) =>
  runPass(tierReview(place.table, program), place.table, `${day}T03:00:00Z`);

describe('a day’s pass', () => {
  const asked = (day: string, of = program) => reviewsOn(Date.parse(`${day}T03:00:00Z`), of);

  test('reviews on the first of each month, and gives notices while they are early enough', () => {
    expect(asked('2027-02-01')).toEqual([{ of: 'month', month: monthOf('2027-02') }]);
    // Fourteen days before the first of February are over at midnight of the 18th.
    expect(asked('2027-01-17')).toEqual([{ of: 'notice', month: monthOf('2027-02') }]);
    expect(asked('2027-01-16')).toEqual([]);
    expect(asked('2027-01-18')).toEqual([]);
  });

  test('looks for orders that fall once the month before the last is complete', () => {
    const falling = spendTiers({ noticeDays: 14, fallingMonths: 3 });
    expect(asked('2027-01-01', falling)).toEqual([
      { of: 'month', month: monthOf('2027-01') },
      { of: 'notice', month: monthOf('2027-02') },
    ]);
  });

  test('goes by the days of the program’s zone', () => {
    const evening = Date.parse('2027-01-31T23:30:00Z');
    expect(reviewsOn(evening, program)).toEqual([{ of: 'month', month: monthOf('2027-02') }]);
  });

  test('misses no notice where clocks change between two passes', () => {
    // In Berlin they are put forward on 28 March 2027, and fourteen days before April lie behind it.
    const march = Array.from({ length: 31 }, (_, i) => `2027-03-${String(i + 1).padStart(2, '0')}`);
    const days = march.filter((day) =>
      reviewsOn(
        Date.parse(`${day}T05:00:00${day < '2027-03-28' ? '+01:00' : '+02:00'}`),
        program,
      ).some(({ of }) => of === 'notice'),
    );
    expect(days).toEqual(['2027-03-17']);
  });
});

describe('monthly-demotion', () => {
  test('says first, and takes the tier only then', async () => {
    const place = await aTown();
    expect((await pass(place, '2027-01-17')).total).toEqual({ visited: 2, noticed: 1 });
    expect((await place.stateOf('quiet')).tier).toBe('silver');
    expect((await pass(place, '2027-02-01')).total).toEqual({ visited: 2, demoted: 1 });
    expect((await place.stateOf('quiet')).tier).toBe('bronze');
    expect((await place.stateOf('busy')).tier).toBe('silver');
  });

  test('leaves what was given back since it was due to the next one', async () => {
    const place = await aTown();
    await place.buys('quiet', 15_000, '2027-01-10T12:00:00Z');
    await place.buys('quiet', 15_000, '2027-01-11T12:00:00Z');
    await place.buys('quiet', 15_000, '2027-01-12T12:00:00Z');
    expect((await pass(place, '2027-02-01')).total).toEqual({ visited: 2 });
    await place.returns('quiet', '2027-02-05T12:00:00Z');
    // Once more, or so late: it knows no more than the one on time.
    expect((await pass(place, '2027-02-01')).total).toEqual({ visited: 2 });
    expect((await place.stateOf('quiet')).tier).toBe('silver');
    expect((await pass(place, '2027-03-01')).total).toEqual({ visited: 2, withdrawn: 1 });
    expect((await place.stateOf('quiet')).tier).toBe('bronze');
    expect((await pass(place, '2027-03-01')).total).toEqual({ visited: 2 });
  });

  test('gives no notice once more for what was given back since', async () => {
    const place = await aTown();
    await place.buys('quiet', 15_000, '2027-01-10T12:00:00Z');
    await place.buys('quiet', 15_000, '2027-01-11T12:00:00Z');
    await place.buys('quiet', 15_000, '2027-01-12T12:00:00Z');
    expect((await pass(place, '2027-01-17')).total).toEqual({ visited: 2 });
    await place.returns('quiet', '2027-01-20T12:00:00Z');
    expect((await pass(place, '2027-01-17')).total).toEqual({ visited: 2 });
  });

  test('takes no tier of which no notice was given', async () => {
    const place = await aTown();
    expect((await pass(place, '2027-02-01')).total).toEqual({ visited: 2 });
    expect((await place.stateOf('quiet')).tier).toBe('silver');
  });

  test('leaves the tier to who does what the notice asked', async () => {
    const place = await aTown();
    await pass(place, '2027-01-17');
    for (const day of ['20', '21', '22']) {
      await place.buys('quiet', 12_000, `2027-01-${day}T12:00:00Z`);
    }
    expect((await pass(place, '2027-02-01')).total).toEqual({ visited: 2 });
  });

  test('does nothing more when it runs again, or a day late', async () => {
    const place = await aTown();
    await pass(place, '2027-01-17');
    await pass(place, '2027-02-01');
    const before = place.written.length;
    await pass(place, '2027-01-17');
    await pass(place, '2027-02-01');
    expect((await pass(place, '2027-02-02')).began).toBe(false);
    expect(place.written).toHaveLength(before);
  });

  test('does nothing when it runs again years later, with figures that are gone by then', async () => {
    const place = await aTown();
    await pass(place, '2026-09-16');
    await pass(place, '2026-10-01');
    for (const month of ['2027-03', '2027-06', '2027-09', '2027-12', '2028-03', '2028-06']) {
      await place.buys('busy', 12_000, `${month}-03T12:00:00Z`);
    }
    const [before, state] = [place.written.length, await place.stateOf('busy')];
    // The autumn of 2026 is no longer among the months that the state keeps.
    expect(state.figures.some(({ month }) => month <= monthOf('2026-10'))).toBe(false);
    await pass(place, '2026-09-16');
    await pass(place, '2026-10-01');
    expect(await place.stateOf('busy')).toEqual(state);
    expect(place.written).toHaveLength(before);
  });

  test('writes nothing for members to whom nothing happens', async () => {
    const place = await aTown();
    const before = place.written.length;
    await pass(place, '2027-01-17');
    // An entry and a state.
    expect(place.written.length - before).toBe(2);
  });
});
