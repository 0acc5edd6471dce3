import { type Chance, chance } from './chance.ts';
import type { AfterwardsDeed, Deed, Delivery, OrderDeed } from './deed.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Two years: what happens in a world begins here and ends here. */
export const BEGINS = Date.UTC(2026, 0, 1);
export const ENDS = Date.UTC(2028, 0, 1);

/** So often has a refund been put off that its order has but little time left to come. */
const ALMOST_TOO_LATE = 285;

/** How big a world is. */
export interface Size {
  readonly deliveries: number;
  readonly members: number;
}

/** Everything that will be delivered in a world, in the order of its arrival. */
export function drawStory(seed: number, size: Size): readonly Delivery[] {
  const luck = chance(seed);
  const story = new Story(luck, size);
  const crowds = size.deliveries / 4;
  for (let i = 0; story.deliveries.length < size.deliveries; i++) {
    const at =
      BEGINS + Math.floor(((ENDS - BEGINS) * ((i % crowds) + luck.below(1000) / 1000)) / crowds);
    // Most things happen alone; some happen to one member all at once.
    const crowd = luck.oneIn(3) ? luck.between(2, 6) : 1;
    const member = luck.below(size.members);
    for (let n = 0; n < crowd; n++) story.happen(member, at + luck.below(30));
  }
  return story.deliveries.toSorted((a, b) => a.at - b.at);
}

class Story {
  readonly deliveries: Delivery[] = [];
  readonly #luck: Chance;
  readonly #members: number;
  readonly #merges: { survivor: number; absorbed: number }[] = [];
  #ids = 0;

  constructor(luck: Chance, { members }: Size) {
    this.#luck = luck;
    this.#members = members;
  }

  /** Something happens to a member, who looks what there is now and then. */
  happen(member: number, at: number): void {
    if (this.#luck.oneIn(2)) {
      this.#deliver({ does: 'look', member, ...told(at + this.#luck.below(40)) });
    }
    const kind = this.#luck.below(1000);
    if (kind < 560) this.#order(member, at);
    else if (kind < 800) this.#redemption(member, at);
    else if (kind < 870) this.#adjustment(member, at);
    else if (kind < 970) this.#deliver({ does: 'expire', member, ...told(at) });
    else if (kind < 978) this.#import(member, at);
    else if (kind < 985) this.#spree(member, at);
    else this.#merge(member, at);
  }

  #order(member: number, at: number): void {
    const luck = this.#luck;
    const base = luck.oneIn(30)
      ? 0
      : luck.pick([luck.below(500), luck.below(5_000), luck.below(40_000), 3_333]);
    const shipping = luck.pick([0, 0, 490, 995]);
    const tax = luck.oneIn(2) ? 0 : Math.floor(base / 5);
    const late = luck.oneIn(4) ? luck.below(30 * DAY) : luck.below(HOUR);
    const orderId = `order-${this.#ids++}`;
    const order: OrderDeed = {
      does: 'order',
      orderId,
      member,
      currency: luck.pick(['EUR', 'EUR', 'EUR', 'EUR', 'USD', 'CNY', 'SEK']),
      totalMinor: base + tax + shipping,
      shippingMinor: shipping,
      earningBaseMinor: base,
      occurredAt: at - late,
      receivedAt: at,
    };
    // What is told of the order afterwards waits in vain: it comes much later, or never.
    if (luck.oneIn(60)) {
      this.#afterwards(order, at, ALMOST_TOO_LATE);
      if (luck.oneIn(3)) return;
      const { member: nobody, ...guest } = order;
      const after = at + luck.between(1, 20) * DAY;
      if (luck.oneIn(4)) this.#deliver({ ...guest, receivedAt: after });
      this.#deliver({ ...order, receivedAt: after + this.#soonOrLate() });
      return;
    }
    if (luck.oneIn(10)) {
      const { member: nobody, ...guest } = order;
      this.#deliver(guest);
      if (!luck.oneIn(5)) this.#deliver({ ...order, receivedAt: at + this.#soonOrLate() });
    } else {
      this.#deliver(order);
    }
    // Said to be another's too, or told of again with other figures: the first one counts.
    if (luck.oneIn(25)) {
      this.#deliver({
        ...order,
        member: luck.below(this.#members),
        receivedAt: at + this.#soonOrLate(),
      });
    }
    if (luck.oneIn(40)) {
      this.#deliver({
        ...order,
        earningBaseMinor: Math.floor(base / 2),
        receivedAt: at + this.#soonOrLate(),
      });
    }
    this.#afterwards(order, at);
  }

  /** Refunds of an order, their undoing, and its cancellation; some of it before the order comes. */
  #afterwards(order: OrderDeed, at: number, waited = 0): void {
    const luck = this.#luck;
    const refunds = luck.oneIn(3) ? luck.between(1, 4) : 0;
    const together = at + this.#soonOrLate();
    for (let n = 1; n <= refunds; n++) {
      const when = luck.oneIn(3) ? together + luck.below(20) : this.#after(at);
      const refund: AfterwardsDeed = {
        does: 'refund',
        orderId: order.orderId,
        refundId: `refund-${n}`,
        amountMinor: luck.oneIn(4)
          ? order.totalMinor
          : Math.floor(order.totalMinor / luck.between(2, 4)) + luck.below(3),
        shippingMinor: 0,
        waits: luck.oneIn(40) ? ALMOST_TOO_LATE : waited,
        occurredAt: when,
        receivedAt: when,
      };
      const shippingMinor = luck.oneIn(3) ? Math.min(refund.amountMinor, order.shippingMinor) : 0;
      this.#deliver({ ...refund, shippingMinor });
      if (luck.oneIn(4)) {
        const undone = luck.oneIn(5) ? when - luck.below(20 * MINUTE) : when + this.#soonOrLate();
        this.#deliver({ ...refund, does: 'reverse', ...told(undone) });
      }
    }
    if (luck.oneIn(12)) {
      const refund = { refundId: '', amountMinor: 0, shippingMinor: 0, waits: waited };
      const when = luck.oneIn(3) ? together + luck.below(20) : this.#after(at);
      this.#deliver({ does: 'cancel', orderId: order.orderId, ...refund, ...told(when) });
    }
  }

  /** A member spends all there is, and then what it came from is refunded: debt, paid and undone. */
  #spree(member: number, at: number): void {
    const luck = this.#luck;
    const buy = (when: number): OrderDeed => {
      const orderId = `order-${this.#ids++}`;
      const base = luck.between(1_000, 20_000);
      const figures = { totalMinor: base, shippingMinor: 0, earningBaseMinor: base };
      const order = { does: 'order', orderId, member, currency: 'EUR', ...figures } as const;
      this.#deliver({ ...order, ...told(when) });
      return { ...order, ...told(when) };
    };
    const { orderId, totalMinor } = buy(at);
    for (let points = 512, when = at + MINUTE; points >= 1; points /= 2, when += 100) {
      const wish = { for: 'checkout', points, currency: 'EUR' } as const;
      const id = `redemption-${this.#ids++}`;
      this.#deliver({ does: 'redeem', member, id, wish, ...told(when) });
    }
    let when = at + HOUR;
    const later = (): number => {
      when += luck.below(6) * HOUR;
      return when;
    };
    for (let n = 1; n <= 3; n++) {
      const amountMinor = Math.floor(totalMinor / luck.between(2, 6));
      const refund = { orderId, refundId: `refund-${n}`, amountMinor, shippingMinor: 0, waits: 0 };
      this.#deliver({ does: 'refund', ...refund, ...told(later()) });
      if (!luck.oneIn(3)) buy(later());
      if (luck.oneIn(4)) {
        const absorbed = (member + luck.between(1, 3)) % this.#members;
        const pair = luck.oneIn(2)
          ? { survivor: member, absorbed }
          : { survivor: absorbed, absorbed: member };
        this.#deliver({ does: 'merge', ...pair, ...told(later()) });
      }
      this.#deliver({ does: 'reverse', ...refund, ...told(later()) });
    }
  }

  #redemption(member: number, at: number): void {
    const luck = this.#luck;
    const id = `redemption-${this.#ids++}`;
    const reward = luck.pick(['thank-you-tag', 'basic-content', 'early-access']);
    const wish = luck.oneIn(2)
      ? ({
          for: 'checkout',
          points: luck.between(1, 200),
          currency: luck.pick(['EUR', 'EUR', 'USD']),
        } as const)
      : ({ for: 'reward', reward } as const);
    this.#deliver({ does: 'redeem', member, id, wish, ...told(at) });
    if (luck.oneIn(3)) {
      this.#deliver({ does: 'restore', id, ...told(at + this.#soonOrLate()) });
    }
  }

  #adjustment(member: number, at: number): void {
    const points = this.#luck.between(1, 410) * (this.#luck.oneIn(3) ? 1 : -1);
    this.#deliver({ does: 'adjust', member, id: `adjustment-${this.#ids++}`, points, ...told(at) });
  }

  #import(member: number, at: number): void {
    const luck = this.#luck;
    const lots = Array.from({ length: luck.below(3) }, () => ({
      points: luck.between(1, 300),
      expiresAt: at + luck.below(300 * DAY) - 30 * DAY,
    }));
    this.#deliver({
      does: 'import',
      member,
      id: `row-${this.#ids++}`,
      points: lots,
      tier: luck.pick([null, 'explorer', 'advocate']),
      purchases: luck.below(4),
      spendMinor: luck.below(50_000),
      ...told(at),
    });
  }

  #merge(member: number, at: number): void {
    const luck = this.#luck;
    const earlier = this.#merges[luck.below(this.#merges.length + 1)];
    if (earlier !== undefined && luck.oneIn(2)) {
      this.#deliver({ does: 'unmerge', ...earlier, ...told(at) });
      return;
    }
    const pair = { survivor: member, absorbed: luck.below(this.#members) };
    this.#merges.push(pair);
    this.#deliver({ does: 'merge', ...pair, ...told(at) });
    // A merge made by mistake is noticed soon, or by and by.
    if (luck.oneIn(2)) {
      const undone = at + this.#soonOrLate();
      if (luck.oneIn(3)) this.#redemption(pair.survivor, undone - luck.below(500));
      this.#deliver({ does: 'unmerge', ...pair, ...told(undone) });
      // The two go on as if nothing had been.
      this.#order(pair.absorbed, undone + luck.below(40));
      if (luck.oneIn(2)) this.#redemption(pair.absorbed, undone + luck.below(1_000));
      if (luck.oneIn(2)) this.#order(pair.survivor, undone + luck.below(40));
    }
  }

  /** Delivers a deed once or more often: at once, a little later, a month later. */
  #deliver(deed: Deed): void {
    const luck = this.#luck;
    const at = deed.receivedAt + luck.below(20);
    this.#arrive(at, deed);
    if (!luck.oneIn(5)) return;
    for (let again = luck.between(1, 2); again > 0; again--) {
      const late = at + this.#soonOrLate();
      // A queue delivers the same again; a shop that sends again is heard of anew.
      this.#arrive(late, luck.oneIn(2) ? deed : { ...deed, receivedAt: late });
    }
  }

  #arrive(at: number, deed: Deed): void {
    this.deliveries.push({ at, deed, seed: this.#luck.seed(), faults: true });
  }

  #after(at: number): number {
    return this.#luck.oneIn(6) ? at - this.#luck.below(40 * MINUTE) : at + this.#soonOrLate();
  }

  #soonOrLate(): number {
    const luck = this.#luck;
    return luck.pick([
      luck.below(40),
      luck.below(40),
      luck.below(HOUR),
      luck.below(DAY),
      luck.below(30 * DAY),
      luck.below(100 * DAY),
    ]);
  }
}

function told(at: number) {
  return { occurredAt: at, receivedAt: at };
}
