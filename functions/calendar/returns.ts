import { nameOfMonth } from '../../shared/domain/rewards/draw-month.ts';
import { DAY, type Instant, localDay, monthAt } from '../../shared/domain/time/time.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import { LAPSE_PARTS, operatorKeys } from '../../shared/table/operator/keys.ts';
import {
  BACK_WITHIN_DAYS,
  type Lapse,
  noReturns,
  type Returns,
  readLapses,
  writeReturns,
} from '../../shared/table/operator/lapse-item.ts';
import { readHistory } from '../../shared/table/people/member-reads.ts';
import type { Table } from '../../shared/table/table.ts';
import type { Measuring } from './request.ts';

/** So many lapses one message looks at, and at a time: each costs a read or two. */
const LAPSES = 200;
const AT_ONCE = 20;

/** Among so many of a member's latest entries the order is looked for with which they came back. */
const ENTRIES = 100;

/** From this day of a month on the 60 days are over for all who were lost three months before. */
const FIRST_DAY = '03';
const MONTHS_AFTER = 3;
const MONTHS_BACK = 2;

/** The months whose offers can be measured by an instant and have not been, the latest first. */
export async function unmeasured(
  table: Table,
  at: Instant,
  timeZone: string,
): Promise<readonly string[]> {
  if (localDay(at, timeZone).slice(8) < FIRST_DAY) return [];
  const now = monthAt(at, timeZone);
  const months = Array.from({ length: MONTHS_BACK }, (_, i) => nameOfMonth(now - MONTHS_AFTER - i));
  const known = await table.getMany(months.map(operatorKeys.returns));
  return months.filter((_, i) => known[i] === undefined);
}

/**
 * Goes on with measuring a month: looks at some lapses, and records what came of all of them once
 * there are no more.
 *
 * @returns what is left to do; undefined once it is done
 */
export async function measureReturns(
  table: Table,
  { month, part: first, from: place, so = noReturns }: Measuring,
): Promise<Measuring | undefined> {
  let [from, far, left] = [place, so, LAPSES];
  for (let part = first; part < LAPSE_PARTS; part++) {
    if (left === 0) return { month, part, so: far };
    const { lapses, next } = await readLapses(table, month, part, left, from);
    far = add(far, lapses, await whoCameBack(table, lapses));
    if (next !== undefined) return { month, part, from: next, so: far };
    left -= lapses.length;
    from = undefined;
  }
  await writeReturns(table, month, far);
  return undefined;
}

async function whoCameBack(table: Table, lapses: readonly Lapse[]): Promise<readonly boolean[]> {
  const back: boolean[] = [];
  for (let i = 0; i < lapses.length; i += AT_ONCE) {
    const some = lapses.slice(i, i + AT_ONCE);
    back.push(...(await Promise.all(some.map((lapse) => cameBack(table, lapse)))));
  }
  return back;
}

function add(so: Returns, lapses: readonly Lapse[], back: readonly boolean[]): Returns {
  const count = (heldOut: boolean, returned: boolean): number =>
    lapses.filter((lapse, i) => lapse.heldOut === heldOut && (!returned || back[i] === true))
      .length;
  return {
    offered: so.offered + count(false, false),
    offeredBack: so.offeredBack + count(false, true),
    heldOut: so.heldOut + count(true, false),
    heldOutBack: so.heldOutBack + count(true, true),
  };
}

/** Whether a member, merges followed, ordered in time; most who did not are known by their state. */
async function cameBack(table: Table, { member, at }: Lapse): Promise<boolean> {
  const state = await readMember(table, member);
  if (state === undefined || state.lastOrderAt <= at) return false;
  const until = at + BACK_WITHIN_DAYS * DAY;
  if (state.lastOrderAt <= until) return true;
  const { things: entries } = await readHistory(table, state.member, ENTRIES);
  return entries.some(
    ({ kind, occurredAt }) => kind === 'earned' && occurredAt > at && occurredAt <= until,
  );
}
