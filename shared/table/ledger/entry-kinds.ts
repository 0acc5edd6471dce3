import type {
  Entry,
  EntryBase,
  EntryKind,
  NothingEarned,
  Share,
} from '../../domain/ledger/entry.ts';
import type { OrderFigures } from '../../domain/ledger/figures.ts';
import type { MemberState } from '../../domain/ledger/member.ts';
import { type Attributes, attributesOf, type Draft } from '../attributes.ts';
import { orderOf, refundOf } from '../keys.ts';
import type { Attribute, Item } from '../table.ts';
import { readAward, writeAward } from './award-attributes.ts';
import { readUse, writeUse } from './cap-use.ts';
import { readOrderAttributes, writeOrder } from './order-attributes.ts';
import { readPurpose, writePurpose } from './purpose.ts';
import { readReview, writeReview } from './review-attributes.ts';
import { readStateAttributes, writeState } from './state-item.ts';

/** How the part of an entry that is its kind's own is written and read. */
interface Codec<Kind extends EntryKind> {
  readonly write: (entry: Extract<Entry, { kind: Kind }>, to: Draft) => void;
  readonly read: (base: EntryBase, item: Item) => Extract<Entry, { kind: Kind }>;
}

const codecs: { readonly [Kind in EntryKind]: Codec<Kind> } = {
  earned: {
    write: (entry, to) => {
      writeOrder(entry.order, to);
      to.figures = writeFigures(entry.figures);
      to.shares = entry.shares.map(writeShare);
      if (entry.availableAt !== undefined) to.available = entry.availableAt;
      if (entry.lapsed !== 0) to.lapsed = entry.lapsed;
      if (entry.nothingEarned !== undefined) to.nothing = entry.nothingEarned;
      if (entry.rewards.length > 0) to.rewards = entry.rewards;
      if (entry.rewardedBy.length > 0) to.rewardedBy = entry.rewardedBy;
      if (entry.uses.length > 0) to.uses = entry.uses.map(writeUse);
      if (entry.exhausted.length > 0) to.exhausted = entry.exhausted;
    },
    read: (base, item) => {
      const read = attributesOf(item);
      const nothing = item.nothing;
      return {
        ...base,
        kind: 'earned',
        order: readOrderAttributes(item),
        figures: readFigures(read.numbers('figures')),
        shares: read.list('shares').map(readShare),
        ...(read.has('available') ? { availableAt: read.number('available') } : {}),
        lapsed: read.has('lapsed') ? read.number('lapsed') : 0,
        ...(isNothingEarned(nothing) ? { nothingEarned: nothing } : {}),
        rewards: read.has('rewards') ? read.texts('rewards') : [],
        rewardedBy: read.has('rewardedBy') ? read.texts('rewardedBy') : [],
        uses: read.has('uses') ? read.list('uses').map(readUse) : [],
        exhausted: read.has('exhausted') ? read.texts('exhausted') : [],
      };
    },
  },

  'clawed-back': {
    write: ({ settled, refund, reason, figures, refundedBaseMinor }, to) => {
      to.reason = reason;
      to.figures = writeFigures(figures);
      to.refundedBase = refundedBaseMinor;
      to.settled = [settled.taken, settled.owed, settled.forgiven, settled.lapsed];
      if (refund !== undefined) to.refund = [refund.amountMinor, refund.shippingMinor];
    },
    read: (base, item) => {
      const read = attributesOf(item);
      const [taken = 0, owed = 0, forgiven = 0, lapsed = 0] = read.numbers('settled');
      const [amountMinor = 0, shippingMinor = 0] = read.has('refund') ? read.numbers('refund') : [];
      const refund = { refundId: refundOf(item), amountMinor, shippingMinor };
      const reason = read.text('reason');
      return {
        ...base,
        kind: 'clawed-back',
        ...orderOf(item),
        reason: reason === 'refund' || reason === 'refund-reversed' ? reason : 'cancellation',
        ...(read.has('refund') ? { refund } : {}),
        figures: readFigures(read.numbers('figures')),
        refundedBaseMinor: read.number('refundedBase'),
        settled: { taken, owed, forgiven, lapsed },
      };
    },
  },

  redeemed: {
    write: ({ redemption, request, points, purpose, uses }, to) => {
      to.redemption = redemption;
      to.request = request;
      to.points = points;
      to.purpose = writePurpose(purpose);
      if (uses.length > 0) to.uses = uses.map(writeUse);
    },
    read: (base, item) => {
      const read = attributesOf(item);
      return {
        ...base,
        kind: 'redeemed',
        redemption: read.text('redemption'),
        request: read.text('request'),
        points: read.number('points'),
        purpose: readPurpose(read.list('purpose')),
        uses: read.has('uses') ? read.list('uses').map(readUse) : [],
      };
    },
  },

  restored: {
    write: ({ redemption, points, lapsed, uses }, to) => {
      to.redemption = redemption;
      to.points = points;
      to.lapsed = lapsed;
      if (uses.length > 0) to.uses = uses.map(writeUse);
    },
    read: (base, item) => {
      const read = attributesOf(item);
      return {
        ...base,
        kind: 'restored',
        redemption: read.text('redemption'),
        points: read.number('points'),
        lapsed: read.number('lapsed'),
        uses: read.has('uses') ? read.list('uses').map(readUse) : [],
      };
    },
  },

  expired: {
    write: ({ month, points }, to) => {
      to.month = month;
      to.points = points;
    },
    read: (base, item) => {
      const read = attributesOf(item);
      const [month, points] = [read.number('month'), read.number('points')];
      return { ...base, kind: 'expired', month, points };
    },
  },

  adjusted: {
    write: ({ adjustment, request, points, reason, by, uses }, to) => {
      to.adjustment = adjustment;
      to.request = request;
      to.points = points;
      to.reason = reason;
      to.by = by;
      to.uses = uses.map(writeUse);
    },
    read: (base, item) => {
      const read = attributesOf(item);
      return {
        ...base,
        kind: 'adjusted',
        adjustment: read.text('adjustment'),
        request: read.text('request'),
        points: read.number('points'),
        reason: read.text('reason'),
        by: read.text('by'),
        uses: read.list('uses').map(readUse),
      };
    },
  },

  awarded: { write: writeAward, read: readAward },

  reviewed: {
    write: ({ outcome }, to) => writeReview(outcome, to),
    read: (base, item) => ({ ...base, kind: 'reviewed', outcome: readReview(item) }),
  },

  imported: {
    write: ({ row, request, spendMinor, lastOrderAt, givenOnce }, to) => {
      to.row = row;
      to.request = request;
      to.spend = spendMinor;
      to.lastOrder = lastOrderAt;
      to.once = givenOnce;
    },
    read: (base, item) => {
      const read = attributesOf(item);
      return {
        ...base,
        kind: 'imported',
        row: read.text('row'),
        request: read.text('request'),
        spendMinor: read.number('spend'),
        lastOrderAt: read.number('lastOrder'),
        givenOnce: read.texts('once'),
      };
    },
  },

  merged: {
    write: ({ absorbed, before, rewards }, to) => {
      to.absorbed = writeMember(absorbed);
      to.lastOrder = before.lastOrderAt;
      if (before.lastVisitAt !== 0) to.lastVisit = before.lastVisitAt;
      if (before.joinedAt !== 0) to.joined = before.joinedAt;
      to.rewards = rewards;
    },
    read: (base, item) => ({
      ...base,
      kind: 'merged',
      absorbed: readMember(item.absorbed),
      rewards: attributesOf(item).texts('rewards'),
      before: {
        lastOrderAt: attributesOf(item).number('lastOrder'),
        lastVisitAt: lastVisitOf(item),
        joinedAt: joinedOf(item),
      },
    }),
  },

  absorbed: {
    write: ({ into }, to) => {
      to.into = into;
    },
    read: (base, item) => ({ ...base, kind: 'absorbed', into: attributesOf(item).text('into') }),
  },

  unmerged: {
    write: ({ released, lastOrderAt, lastVisitAt, joinedAt }, to) => {
      to.released = writeMember(released);
      to.lastOrder = lastOrderAt;
      if (lastVisitAt !== 0) to.lastVisit = lastVisitAt;
      if (joinedAt !== 0) to.joined = joinedAt;
    },
    read: (base, item) => ({
      ...base,
      kind: 'unmerged',
      released: readMember(item.released),
      lastOrderAt: attributesOf(item).number('lastOrder'),
      lastVisitAt: lastVisitOf(item),
      joinedAt: joinedOf(item),
    }),
  },

  released: {
    write: ({ from, state }, to) => {
      to.from = from;
      to.state = writeMember(state);
    },
    read: (base, item) => ({
      ...base,
      kind: 'released',
      from: attributesOf(item).text('from'),
      state: readMember(item.state),
    }),
  },
};

/** Writes the attributes that only entries of this kind have. */
export function writeOwn<Kind extends EntryKind>(
  entry: Extract<Entry, { kind: Kind }>,
  to: Draft,
): void {
  const codec: Codec<Kind> = codecs[entry.kind as Kind];
  codec.write(entry, to);
}

/** The entry of this kind that an item is. */
export function readOwn(kind: string, base: EntryBase, item: Item): Entry {
  if (!isKind(kind)) throw new Error(`${item.PK} / ${item.SK}: no entry is a ${kind}`);
  return codecs[kind].read(base, item);
}

function isKind(kind: string): kind is EntryKind {
  return Object.hasOwn(codecs, kind);
}

function joinedOf(item: Item): number {
  const read = attributesOf(item);
  return read.has('joined') ? read.number('joined') : 0;
}

function lastVisitOf(item: Item): number {
  const read = attributesOf(item);
  return read.has('lastVisit') ? read.number('lastVisit') : 0;
}

const whyNothing: Readonly<Record<NothingEarned, true>> = {
  'currency-not-listed': true,
  'nothing-to-earn-on': true,
  'too-soon': true,
  'daily-limit': true,
};

function isNothingEarned(written: Attribute | undefined): written is NothingEarned {
  return typeof written === 'string' && written in whyNothing;
}

function writeFigures({ month, purchases, spendMinor, points }: OrderFigures): Attribute {
  return [month, purchases, spendMinor, points];
}

function readFigures([month = 0, purchases = 0, spendMinor = 0, points = 0]: readonly number[]) {
  return { month, purchases, spendMinor, points };
}

function writeShare({ rule, points, expires, multiplierBps, clawedBack }: Share): Attribute {
  return [rule, points, expires, multiplierBps, clawedBack];
}

function readShare(given: Attribute): Share {
  const [rule, points, expires, multiplierBps, clawedBack] = listOf(given);
  return {
    rule: String(rule),
    points: Number(points),
    expires: Number(expires),
    multiplierBps: Number(multiplierBps),
    clawedBack: clawedBack === true,
  };
}

function writeMember(state: MemberState): Attribute {
  const written: Draft = { member: state.member };
  writeState(state, written);
  return written;
}

function readMember(written: Attribute | undefined): MemberState {
  const isMap = typeof written === 'object' && !Array.isArray(written);
  if (!isMap || written instanceof Uint8Array) throw new Error('a state within an entry is broken');
  const attributes = written as Attributes;
  return readStateAttributes(attributesOf(attributes).text('member'), attributes);
}

function listOf(value: Attribute): readonly Attribute[] {
  return Array.isArray(value) ? value : [];
}
