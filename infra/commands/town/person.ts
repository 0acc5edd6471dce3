import { type Chance, chance } from '../../../test/simulator/chance.ts';

/** How somebody in the town goes about buying. */
export const habits = [
  /** Buys ever more often. */
  'grows',
  /** Buys ever less often, and stops. */
  'fades',
  /** Stops for a while and comes back. */
  'returns',
  /** Subscribes, and renews days before the end, in the last hours, or one time no more. */
  'renews-early',
  'renews-late',
  'renews-no-more',
  /** Buys, and brings friends. */
  'refers',
  /** Comes by more than they buy. */
  'visits',
] as const;

export type Habit = (typeof habits)[number];

export const townShops = [
  'demo-shopify',
  'demo-woocommerce',
  'demo-stripe',
  'demo-bigcommerce',
  'demo-store',
] as const;

export type TownShop = (typeof townShops)[number];

/** Somebody who lives in the town. */
export interface Person {
  /** Among all people, from 0 on. */
  readonly place: number;
  readonly name: string;
  readonly habit: Habit;
  readonly shop: TownShop;
  /** The shop's own id of them: digits, for some shops number everything. */
  readonly customer: string;
  /** Absent where the shop does not pass it on. */
  readonly email?: string;
  /** Whether they agree to be sent promotions. */
  readonly agrees: boolean;
  /** The one who brings them. */
  readonly broughtBy?: string;
  readonly luck: number;
}

/** How many of a hundred have a habit. */
const SHARES: Readonly<Record<Habit, number>> = {
  grows: 20,
  fades: 18,
  returns: 14,
  'renews-early': 8,
  'renews-late': 6,
  'renews-no-more': 6,
  refers: 12,
  visits: 16,
};

/** Shops that tell of subscriptions, of codes at checkout, and of how to reach their customers. */
const SUBSCRIBING = ['demo-store', 'demo-stripe'] as const;
const WITH_CODES = ['demo-store', 'demo-shopify'] as const;
const REACHING: ReadonlySet<TownShop> = new Set(WITH_CODES);

/** As many people as asked for, the same ones for the same seed. */
export function peopleOf(count: number, seed: number): readonly Person[] {
  const luck = chance(seed);
  const people: Person[] = [];
  for (let i = 0; i < count; i++) {
    const habit = habitOf(((i * 37) % 100) + 0.5);
    const last = people.at(-1);
    // Whoever comes after one who refers is their friend, and buys where codes can be entered.
    const brings = last?.habit === 'refers' && last.broughtBy === undefined ? last : undefined;
    const shop = shopOf(habit, brings !== undefined, luck);
    const name = `${NAMES[i % NAMES.length]}-${i}`;
    people.push({
      place: i,
      name,
      habit,
      shop,
      customer: String(700_000 + i),
      ...(REACHING.has(shop) ? { email: `${name}@town.example` } : {}),
      agrees: luck.below(10) < 6,
      ...(brings === undefined ? {} : { broughtBy: brings.name }),
      luck: luck.seed(),
    });
  }
  return people;
}

function habitOf(place: number): Habit {
  const upTo = (last: number): number =>
    habits.slice(0, last + 1).reduce((sum, habit) => sum + SHARES[habit], 0);
  return habits.find((_, i) => place < upTo(i)) ?? 'visits';
}

function shopOf(habit: Habit, isBrought: boolean, luck: Chance): TownShop {
  if (habit.startsWith('renews')) return luck.pick(SUBSCRIBING);
  if (isBrought || habit === 'refers') return luck.pick(WITH_CODES);
  return luck.pick(townShops);
}

const NAMES = ['ann', 'ben', 'chen', 'dora', 'emil', 'fatou', 'gus', 'hana', 'ines', 'jun'];
