import type { EarnedEntry } from '../../../shared/domain/ledger/entry.ts';
import type { Program } from '../../../shared/program/program.ts';
import { memberOf } from '../deed.ts';
import { type Account, addMonth, spendable } from './account.ts';
import { holds, same, Violation } from './violation.ts';
import { root, type WorldView } from './world-view.ts';

const DAY = 86_400_000;

/** The points of a rule for an amount of goods, rounded down. */
function pointsFor(base: number, multiplierBps: number, perPointMinor: number): number {
  return Math.floor((base * multiplierBps) / (perPointMinor * 10_000));
}

export function tierRank(program: Program, tier: string | null): number {
  return program.tiers.findIndex(({ id }) => id === tier);
}

/** The tier of a member with so many purchases who has held this one. */
export function tierWith(program: Program, held: string | null, purchases: number): string | null {
  let tier = held;
  program.tiers.forEach((candidate, rank) => {
    const isReached = candidate.reach.some((path) => path.every((c) => c.atLeast <= purchases));
    if (isReached && rank > tierRank(program, tier)) tier = candidate.id;
  });
  return tier;
}

/** An order earns once in the whole system, for whom the shop said, what the program promised. */
export function checkEarning(
  view: WorldView,
  account: Account,
  entry: EarnedEntry,
  program: Program,
  month: number,
): void {
  const { order } = entry;
  holds(!view.orders.has(order.orderId), `order ${order.orderId} was entered twice`);
  const versions = view.told.orders.get(order.orderId) ?? [];
  const told = versions.find(
    (version) =>
      version.earningBaseMinor === order.earningBaseMinor &&
      version.totalMinor === order.totalMinor &&
      version.shippingMinor === order.shippingMinor &&
      version.currency === order.currency &&
      version.occurredAt === entry.occurredAt,
  );
  if (told === undefined) throw new Violation(`no shop told of order ${order.orderId} like this`);
  holds(
    versions.some(
      ({ member }) => member !== undefined && root(view, memberOf(member)) === account.member,
    ),
    `order ${order.orderId} is not this member's`,
  );

  const base = order.earningBaseMinor;
  const counts = base > 0;
  const purchases = account.purchases + (counts ? 1 : 0);
  const tier = counts ? tierWith(program, account.tier, purchases) : account.tier;
  same(entry.tier.after, tier, 'tier after the order');
  const shares = expectedShares(view, account, entry, program, tier);
  same(
    entry.shares.map((s) => [s.rule, s.points, s.expires, s.clawedBack]),
    shares.map((s) => [s.rule, s.points, s.expires, s.clawedBack]),
    `shares of order ${order.orderId}`,
  );
  const alive = shares.filter(({ expires }) => expires > month);
  const points = alive.reduce((sum, share) => sum + share.points, 0);
  const all = shares.reduce((sum, share) => sum + share.points, 0);
  const paid = Math.min(account.debt, points);
  same(entry.lapsed, all - points, 'points that had expired on entering');
  same(entry.debt, 0 - paid, 'debt paid first');
  const availableAt = entry.occurredAt + program.availableAfterDays * DAY;
  const isHeld = availableAt > account.asOf;
  const entered = isHeld ? entry.held : entry.movements;
  same((isHeld ? entry.movements : entry.held).length, 0, 'points that came in the wrong way');
  same(
    entered.reduce((sum, lot) => sum + lot.points, 0),
    points - paid,
    'points that came in',
  );
  holds(
    entered.every((lot) => lot.points >= 0 && alive.some(({ expires }) => expires === lot.expires)),
    'points came in with an expiry that no rule gives',
  );
  holds(
    entry.held.every((hold) => hold.availableAt === availableAt),
    'held until the wrong time',
  );

  const currency = program.currencies[order.currency];
  const figures = {
    month: view.calendar.month(entry.occurredAt),
    purchases: counts ? 1 : 0,
    spendMinor:
      currency === undefined
        ? 0
        : Math.floor((base * currency.worthBaseMinor) / currency.perPointMinor),
    points: all,
  };
  same(entry.figures, figures, 'figures of the order');
  same(
    entry.rewards,
    program.tiers
      .slice(tierRank(program, account.tier) + 1, tierRank(program, tier) + 1)
      .flatMap(({ rewards }) => rewards),
    'rewards of the tiers reached',
  );

  account.purchases = purchases;
  account.spendMinor += figures.spendMinor;
  addMonth(account, figures.month, figures);
  account.tier = tier;
  for (const { rule, clawedBack } of shares) if (!clawedBack) account.given.add(rule);
  const clawable = entry.shares.filter(({ clawedBack }) => clawedBack);
  view.orders.set(order.orderId, {
    member: account.member,
    told,
    shares: clawable,
    availableAt: entry.availableAt,
    month: figures.month,
    spendMinor: figures.spendMinor,
    lapsed: entry.lapsed,
    refunds: new Map(),
    isCancelled: false,
    settled: { taken: 0, owed: 0, forgiven: 0, lapsed: 0 },
    takenFromLots: 0,
    takenFromPending: 0,
    months: new Set(clawable.map(({ expires }) => expires)),
  });
}

interface Promised {
  readonly rule: string;
  readonly points: number;
  readonly expires: number;
  readonly clawedBack: boolean;
}

function expectedShares(
  view: WorldView,
  account: Account,
  entry: EarnedEntry,
  program: Program,
  tier: string | null,
): readonly Promised[] {
  const { order, occurredAt } = entry;
  const currency = program.currencies[order.currency];
  const base = order.earningBaseMinor;
  if (currency === undefined || base === 0) return [];
  const ofTier = program.tiers[tierRank(program, account.tier)]?.multiplierBps ?? 10_000;
  const lives = program.earning
    .filter((rule) => rule.kind === 'per-amount')
    .filter(({ minimumMinor }) => base >= (minimumMinor?.[order.currency] ?? 0))
    .map(({ id, validity }) => ({ id, expires: view.calendar.expiry(occurredAt, validity) }));
  const points = (times: number): number => pointsFor(base, times, currency.perPointMinor);
  const goods = lives.map(({ id, expires }) => {
    return { rule: id, points: points(ofTier), expires, clawedBack: true };
  });

  const bonus: Promised[] = [];
  let times = ofTier;
  for (const { campaign, by } of raises(program, view.calendar.day(occurredAt), account, ofTier)) {
    const rule = `campaign:${campaign.id}`;
    const more = points(times + by) - points(times);
    const units = more * lives.length;
    if (entry.exhausted.includes(campaign.id)) {
      holds(view.caps.mayRefuse(rule, units), `${campaign.id} had room for ${units}`);
      continue;
    }
    times += by;
    const used = entry.uses.filter(({ cap }) => cap === rule);
    same(
      used.reduce((sum, use) => sum + use.units, 0),
      campaign.budget?.points === undefined ? 0 : units,
      `what was used of the budget of ${campaign.id}`,
    );
    // What expires together is told together.
    for (const expires of new Set(lives.map((life) => life.expires))) {
      const rules = lives.filter((life) => life.expires === expires).length;
      if (more > 0) bonus.push({ rule, points: more * rules, expires, clawedBack: true });
    }
  }

  return [
    ...goods,
    ...bonus,
    ...growth(view, account, entry, program),
    ...program.tiers
      .slice(0, tierRank(program, tier) + 1)
      .filter(({ id, pointsOnReaching }) => pointsOnReaching && !account.given.has(`tier:${id}`))
      .map(({ id, pointsOnReaching }) => ({
        rule: `tier:${id}`,
        points: pointsOnReaching?.points ?? 0,
        expires: view.calendar.expiry(occurredAt, pointsOnReaching?.validity ?? { days: 1 }),
        clawedBack: false,
      })),
  ];
}

/** By how much each campaign of a day raises the multiplier: the best first, then those that stack. */
function raises(program: Program, day: string, account: Account, ofTier: number) {
  const running = program.campaigns
    .filter(({ from, until }) => day >= from && day <= until)
    .filter(({ for: { fromTier = null } }) => {
      return tierRank(program, account.tier) >= tierRank(program, fromTier);
    })
    .flatMap((campaign) => {
      const { gives } = campaign;
      return gives.kind === 'multiplier' ? [{ campaign, ...gives }] : [];
    });
  const plain = running.filter(({ stacks }) => !stacks);
  const highest = Math.max(...plain.map(({ multiplierBps }) => multiplierBps));
  const best = plain.find(({ multiplierBps }) => multiplierBps === highest);
  return [
    ...(best === undefined || highest <= ofTier ? [] : [{ ...best, by: highest - ofTier }]),
    ...running
      .filter(({ stacks }) => stacks)
      .map((one) => ({ ...one, by: one.multiplierBps - 10_000 })),
  ];
}

/** What is given once for how far the order brings a member. */
function growth(
  view: WorldView,
  account: Account,
  { order, occurredAt }: EarnedEntry,
  program: Program,
): readonly Promised[] {
  const currency = program.currencies[order.currency];
  if (currency === undefined) return [];
  const spent = Math.floor(
    (order.earningBaseMinor * currency.worthBaseMinor) / currency.perPointMinor,
  );
  return program.earning.flatMap((rule) => {
    if (rule.kind !== 'milestone' || account.given.has(rule.id)) return [];
    const [had, has, mark] =
      'purchases' in rule.reached
        ? [account.purchases, account.purchases + 1, rule.reached.purchases]
        : [account.spendMinor, account.spendMinor + spent, rule.reached.spendMinor];
    if (had >= mark || has < mark) return [];
    const expires = view.calendar.expiry(occurredAt, rule.validity);
    return [{ rule: rule.id, points: rule.points, expires, clawedBack: false }];
  });
}

/** Takes points from an account as promised: what expires soonest first. */
export function soonestFirst(account: Account, points: number, month: number) {
  holds(
    spendable(account, month) >= points,
    `took ${points} of ${spendable(account, month)} points`,
  );
  let left = points;
  const taken: [number, number][] = [];
  for (const [expires, there] of [...account.lots].sort(([a], [b]) => a - b)) {
    if (expires <= month || left === 0) continue;
    const part = Math.min(left, there);
    taken.push([expires, 0 - part]);
    left -= part;
  }
  return taken;
}
