import type { Pair } from '../../shared/backtest/backtest.ts';
import {
  type Cost,
  costOf,
  liabilityOf,
  type Sums,
  sumsOf,
} from '../../shared/backtest/liability.ts';
import { overdrawn, type Totals } from '../../shared/backtest/totals.ts';
import type { Month } from '../../shared/domain/time/time.ts';
import { writeAmount } from '../../shared/messages/amount.ts';
import { textTable } from './text-table.ts';

const points: Readonly<Record<keyof Sums, string>> = {
  issued: 'issued for orders',
  takenBack: 'taken back for refunds',
  redeemed: 'redeemed',
  expired: 'expired',
  otherwise: 'given otherwise',
  outstanding: 'outstanding',
  debt: 'owed by members',
};

const costs: Readonly<Record<keyof Cost, string>> = {
  redeemed: 'what was redeemed',
  outstanding: 'outstanding points that will be redeemed',
  discounts: 'discounts of tiers',
  rewards: 'rewards',
};

const NO_TIER = 'no tier';

/** What became of all members, as text for a terminal. */
export function reportOf(totals: Totals): string {
  const { prices, members, read, entries } = totals;
  const { was, would } = prices;
  return [
    `${would.program.version} in the place of ${was.program.version}:`,
    `${whole(members)} members, ${whole(read)} entries, ${whole(entries)} of them told again.`,
    ...otherVersions(totals),
    '',
    pointsTable(totals),
    '',
    costTable(totals),
    '',
    liabilityTable(totals),
    '',
    tierTable(totals),
    '',
    affectedTable(totals),
    ...notes(totals),
  ].join('\n');
}

function pointsTable(totals: Totals): string {
  const sums = { was: sumsOf(totals, 'was'), would: sumsOf(totals, 'would') };
  const rows = namesOf(points).map((name) => [
    points[name],
    ...compared({ was: sums.was[name], would: sums.would[name] }, whole),
  ]);
  return textTable(['points', 'was', 'would be', 'difference'], rows);
}

function costTable(totals: Totals): string {
  const cost = { was: costOf(totals, 'was'), would: costOf(totals, 'would') };
  const money = moneyOf(totals);
  const rows = namesOf(costs).map((name) => [
    costs[name],
    ...compared({ was: cost.was[name], would: cost.would[name] }, money),
  ]);
  const all = (of: Cost): number => namesOf(costs).reduce((sum, name) => sum + of[name], 0);
  const sum = ['together', ...compared({ was: all(cost.was), would: all(cost.would) }, money)];
  return textTable(['cost', 'was', 'would be', 'difference'], [...rows, sum]);
}

function liabilityTable(totals: Totals): string {
  const money = moneyOf(totals);
  const head = ['expires', 'was', 'would be', 'difference', 'worth was', 'would be', 'difference'];
  const row = (name: string, of: Pair<number>, worthMinor: Pair<number>): string[] => [
    name,
    ...compared(of, whole),
    ...compared(worthMinor, money),
  ];
  const all = liabilityOf(totals);
  if (all.length === 0) return 'No points are outstanding.';
  const rows = all.map(({ month, points: of, worthMinor }) =>
    row(writeMonth(month), of, worthMinor),
  );
  const sum = (of: readonly Pair<number>[]): Pair<number> => ({
    was: of.reduce((total, { was }) => total + was, 0),
    would: of.reduce((total, { would }) => total + would, 0),
  });
  const together = row(
    'together',
    sum(all.map((month) => month.points)),
    sum(all.map((month) => month.worthMinor)),
  );
  return textTable(head, [...rows, together]);
}

/** Rows are the tiers that members hold, columns those that they would hold. */
function tierTable({ tiers, prices }: Totals): string {
  const columns = inOrder(
    [...tiers.values()].flatMap((row) => [...row.keys()]),
    prices.would.program.tiers.map(({ id }) => id),
  );
  const rows = inOrder(
    [...tiers.keys()],
    prices.was.program.tiers.map(({ id }) => id),
  ).map((was) => [
    was || NO_TIER,
    ...columns.map((would) => whole(tiers.get(was)?.get(would) ?? 0)),
  ]);
  return textTable(['from (down) to (across)', ...columns.map((tier) => tier || NO_TIER)], rows);
}

/** The tiers that occur: none first, then as the ladder has them, then those that it does not know. */
function inOrder(occurring: readonly string[], ladder: readonly string[]): readonly string[] {
  const strangers = occurring.filter((tier) => tier !== '' && !ladder.includes(tier)).sort();
  return [...new Set(['', ...ladder, ...strangers])].filter((tier) => occurring.includes(tier));
}

function affectedTable({ affected }: Totals): string {
  const rows = affected.map(({ was, would, points: of }) => [
    was.member,
    ...compared(of, whole),
    was.tier === would.tier
      ? (was.tier ?? NO_TIER)
      : `${was.tier ?? NO_TIER} > ${would.tier ?? NO_TIER}`,
  ]);
  return rows.length === 0
    ? 'No member has other points or another tier.'
    : textTable(['most affected', 'points were', 'would be', 'difference', 'tier'], rows);
}

/** What must be known to read the figures right. */
function notes(totals: Totals): string[] {
  const { kept, impossible } = totals;
  const notReplayable =
    kept.orders === 0
      ? []
      : [
          '',
          `${whole(kept.orders)} orders cannot be told again, for their result depends on what was ordered;`,
          `they keep the ${whole(kept.points)} points that they earned: ${kept.examples.join(', ')}${kept.orders > kept.examples.length ? ' ...' : ''}`,
        ];
  const could = [...impossible].sort(([a], [b]) => (a < b ? -1 : 1));
  const exceeded = overdrawn(totals).map(
    ({ cap, needed, units }) =>
      `${cap} has ${whole(units)}, and ${whole(needed)} would be taken: limits are added up here, and refuse nothing.`,
  );
  return [
    ...notReplayable,
    ...(could.length === 0
      ? []
      : [
          '',
          textTable(
            ['could not have happened', 'entries'],
            could.map(([what, times]) => [what, whole(times)]),
          ),
        ]),
    ...(exceeded.length === 0 ? [] : ['', ...exceeded]),
  ];
}

function otherVersions({ versions, prices }: Totals): string[] {
  const current = prices.was.program.version;
  const others = [...versions].filter(([version]) => version !== current).sort();
  if (others.length === 0) return [];
  const told = others.map(([version, times]) => `${version} (${whole(times)})`).join(', ');
  return [`Entries that other programs decided are priced by ${current} too: ${told}.`];
}

function compared({ was, would }: Pair<number>, write: (of: number) => string): string[] {
  const more = would - was;
  return [write(was), write(would), more > 0 ? `+${write(more)}` : write(more)];
}

function whole(number: number): string {
  return number.toLocaleString('en');
}

function moneyOf({ prices }: Totals): (minor: number) => string {
  const currency = prices.would.program.baseCurrency;
  return (minor) => `${minor < 0 ? '-' : ''}${writeAmount(Math.abs(minor), currency, 'en')}`;
}

export function writeMonth(month: Month): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

function namesOf<Name extends string>(of: Readonly<Record<Name, string>>): Name[] {
  return Object.keys(of) as Name[];
}
