import type {
  AdjustedEntry,
  ExpiredEntry,
  ImportedEntry,
  RedeemedEntry,
  RestoredEntry,
} from '../../../shared/domain/ledger/entry.ts';
import type { Program } from '../../../shared/program/program.ts';
import type { Account } from './account.ts';
import { soonestFirst, tierRank } from './earning.ts';
import { holds, same, Violation } from './violation.ts';
import type { WorldView } from './world-view.ts';

/** A redemption happens once, costs what the program says, and takes no more than there is. */
export function checkRedemption(
  view: WorldView,
  account: Account,
  entry: RedeemedEntry,
  program: Program,
  month: number,
): void {
  const deed = view.told.desk.get(entry.redemption);
  if (deed?.does !== 'redeem') throw new Violation(`nobody asked for ${entry.redemption}`);
  holds(!view.redemptions.has(entry.redemption), `${entry.redemption} happened twice`);
  const { wish } = deed;
  const price =
    wish.for === 'checkout'
      ? wish.points
      : (program.catalogue.find(({ reward }) => reward === wish.reward)?.points ?? Number.NaN);
  same(entry.points, price, 'what a redemption costs');
  same(
    entry.movements.map(({ expires, points }) => [expires, points]),
    soonestFirst(account, price, month),
    'points that a redemption takes',
  );
  same(entry.debt, 0, 'debt after a redemption');
  const lots = entry.movements.map(({ expires, points }) => ({ expires, points: 0 - points }));
  view.redemptions.set(entry.redemption, { points: price, lots, isRestored: false });
}

/** A redemption is called off once; what has expired comes back only under the program's grace. */
export function checkRestoring(
  view: WorldView,
  account: Account,
  entry: RestoredEntry,
  program: Program,
  month: number,
): void {
  const redemption = view.redemptions.get(entry.redemption);
  if (redemption === undefined) throw new Violation(`${entry.redemption} never happened`);
  holds(!redemption.isRestored, `${entry.redemption} was called off twice`);
  redemption.isRestored = true;
  const { graceDays } = program.redemption;
  const grace =
    graceDays === undefined ? undefined : view.calendar.expiry(account.asOf, { days: graceDays });
  const back = new Map<number, number>();
  let lapsed = 0;
  let debt = account.debt;
  for (const { expires, points } of redemption.lots) {
    const month_ = expires > month ? expires : grace;
    if (month_ === undefined) {
      lapsed += points;
      continue;
    }
    const paid = Math.min(points, debt);
    debt -= paid;
    if (points > paid) back.set(month_, (back.get(month_) ?? 0) + points - paid);
  }
  same([entry.lapsed, entry.points], [lapsed, redemption.points - lapsed], 'lapsed and restored');
  same(entry.debt, debt - account.debt, 'debt paid by what came back');
  same(
    entry.movements.map(({ expires, points }) => [expires, points]),
    [...back].sort(([a], [b]) => a - b),
    'points that came back',
  );
}

/** Points given by hand pay debt first; points taken by hand are there to take. */
export function checkAdjustment(
  view: WorldView,
  account: Account,
  entry: AdjustedEntry,
  program: Program,
  month: number,
): void {
  const deed = view.told.desk.get(entry.adjustment);
  if (deed?.does !== 'adjust') throw new Violation(`nobody asked for ${entry.adjustment}`);
  same(entry.points, deed.points, 'points adjusted');
  holds(Math.abs(deed.points) <= program.adjustments.mostPoints, 'adjusted more than is allowed');
  const moved = entry.movements.map(({ expires, points }) => [expires, points]);
  if (deed.points < 0) {
    same(moved, soonestFirst(account, 0 - deed.points, month), 'points taken by hand');
    return;
  }
  const paid = Math.min(deed.points, account.debt);
  same(entry.debt, 0 - paid, 'debt paid by points given');
  const lives = program.earning.map(({ validity }) =>
    view.calendar.expiry(entry.receivedAt, validity),
  );
  const expires = Math.max(...lives);
  const left = deed.points - paid;
  same(moved, left === 0 || expires <= month ? [] : [[expires, left]], 'points given by hand');
}

/** Only what has expired goes, and all of that month. */
export function checkExpiry(account: Account, entry: ExpiredEntry, month: number): void {
  holds(entry.month <= month, 'expired before the month was over');
  const there = account.lots.get(entry.month) ?? 0;
  same(entry.points, there, 'points that expired');
  same(entry.movements, [{ expires: entry.month, points: 0 - there }], 'lots that expired');
}

/** A row counts once, and brings what it says. */
export function checkImport(
  view: WorldView,
  account: Account,
  entry: ImportedEntry,
  program: Program,
  month: number,
): void {
  const deed = view.told.desk.get(entry.row);
  if (deed?.does !== 'import') throw new Violation(`nobody imported ${entry.row}`);
  const lots = new Map<number, number>();
  for (const { points, expiresAt } of deed.points) {
    const expires = view.calendar.month(expiresAt) + 1;
    if (expires > month) lots.set(expires, (lots.get(expires) ?? 0) + points);
  }
  same(
    entry.movements.map(({ expires, points }) => [expires, points]),
    [...lots].sort(([a], [b]) => a - b),
    'points imported',
  );
  const { purchases, spendMinor } = deed;
  holds(!view.imported.has(entry.row), `${entry.row} was imported twice`);
  view.imported.set(entry.row, { member: account.member, purchases, spendMinor });
  account.purchases += deed.purchases;
  account.spendMinor += deed.spendMinor;
  if (tierRank(program, deed.tier) > tierRank(program, account.tier)) account.tier = deed.tier;
  same(entry.tier.after, account.tier, 'tier after an import');
  program.tiers.slice(0, tierRank(program, account.tier) + 1).forEach(({ id }) => {
    account.given.add(`tier:${id}`);
  });
}
