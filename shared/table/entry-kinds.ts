import type { CapUse, Entry, EntryBase, EntryKind, Purpose, Share } from '../domain/entry.ts';
import type { MonthFigures } from '../domain/figures.ts';
import type { MemberState } from '../domain/member.ts';
import { type Attributes, attributesOf } from './attributes.ts';
import { orderOf, refundOf } from './keys.ts';
import { orderAttributes, readOrderAttributes } from './order-attributes.ts';
import { readStateAttributes, stateAttributes } from './state-item.ts';
import type { Attribute, Item } from './table.ts';

/** How the part of an entry that is its kind's own is written and read. */
interface Codec<Kind extends EntryKind> {
  readonly write: (entry: Extract<Entry, { kind: Kind }>) => Attributes;
  readonly read: (base: EntryBase, item: Item) => Extract<Entry, { kind: Kind }>;
}

const codecs: { readonly [Kind in EntryKind]: Codec<Kind> } = {
  earned: {
    write: ({ order, ...entry }) => ({
      ...orderAttributes(order),
      figures: writeFigures(entry.figures),
      shares: entry.shares.map(writeShare),
      ...(entry.availableAt === undefined ? {} : { available: entry.availableAt }),
      ...(entry.lapsed === 0 ? {} : { lapsed: entry.lapsed }),
      ...(entry.nothingEarned === undefined ? {} : { nothing: entry.nothingEarned }),
      ...(entry.rewards.length === 0 ? {} : { rewards: entry.rewards }),
      ...(entry.uses.length === 0 ? {} : { uses: entry.uses.map(writeUse) }),
      ...(entry.exhausted.length === 0 ? {} : { exhausted: entry.exhausted }),
    }),
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
        ...(nothing === 'currency-not-listed' || nothing === 'nothing-to-earn-on'
          ? { nothingEarned: nothing }
          : {}),
        rewards: read.has('rewards') ? read.texts('rewards') : [],
        uses: read.has('uses') ? read.list('uses').map(readUse) : [],
        exhausted: read.has('exhausted') ? read.texts('exhausted') : [],
      };
    },
  },

  'clawed-back': {
    write: ({ settled, refund, reason, ...entry }) => ({
      reason,
      figures: writeFigures(entry.figures),
      refundedBase: entry.refundedBaseMinor,
      settled: [settled.taken, settled.owed, settled.forgiven, settled.lapsed],
      ...(refund === undefined ? {} : { refund: [refund.amountMinor, refund.shippingMinor] }),
    }),
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
    write: ({ redemption, request, points, purpose, uses }) => ({
      redemption,
      request,
      points,
      purpose: writePurpose(purpose),
      ...(uses.length === 0 ? {} : { uses: uses.map(writeUse) }),
    }),
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
    write: ({ redemption, points, lapsed, uses }) => ({
      redemption,
      points,
      lapsed,
      ...(uses.length === 0 ? {} : { uses: uses.map(writeUse) }),
    }),
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
    write: ({ month, points }) => ({ month, points }),
    read: (base, item) => {
      const read = attributesOf(item);
      const [month, points] = [read.number('month'), read.number('points')];
      return { ...base, kind: 'expired', month, points };
    },
  },

  adjusted: {
    write: ({ adjustment, request, points, reason, by, uses }) => ({
      adjustment,
      request,
      points,
      reason,
      by,
      uses: uses.map(writeUse),
    }),
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

  imported: {
    write: ({ row, request, spendMinor, lastOrderAt, givenOnce }) => ({
      row,
      request,
      spend: spendMinor,
      lastOrder: lastOrderAt,
      once: givenOnce,
    }),
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
    write: ({ absorbed, before, rewards }) => ({
      absorbed: writeMember(absorbed),
      lastOrder: before.lastOrderAt,
      rewards,
    }),
    read: (base, item) => ({
      ...base,
      kind: 'merged',
      absorbed: readMember(item.absorbed),
      rewards: attributesOf(item).texts('rewards'),
      before: { lastOrderAt: attributesOf(item).number('lastOrder') },
    }),
  },

  absorbed: {
    write: ({ into }) => ({ into }),
    read: (base, item) => ({ ...base, kind: 'absorbed', into: attributesOf(item).text('into') }),
  },

  unmerged: {
    write: ({ released, lastOrderAt }) => ({
      released: writeMember(released),
      lastOrder: lastOrderAt,
    }),
    read: (base, item) => ({
      ...base,
      kind: 'unmerged',
      released: readMember(item.released),
      lastOrderAt: attributesOf(item).number('lastOrder'),
    }),
  },

  released: {
    write: ({ from, state }) => ({ from, state: writeMember(state) }),
    read: (base, item) => ({
      ...base,
      kind: 'released',
      from: attributesOf(item).text('from'),
      state: readMember(item.state),
    }),
  },
};

/** The attributes that only entries of this kind have. */
export function ownAttributes<Kind extends EntryKind>(
  entry: Extract<Entry, { kind: Kind }>,
): Attributes {
  const codec: Codec<Kind> = codecs[entry.kind as Kind];
  return codec.write(entry);
}

/** The entry of this kind that an item is. */
export function readOwn(kind: string, base: EntryBase, item: Item): Entry {
  const codec = Object.entries(codecs).find(([name]) => name === kind)?.[1];
  if (codec === undefined) throw new Error(`${item.PK} / ${item.SK}: no entry is a ${kind}`);
  return codec.read(base, item);
}

function writeFigures({ month, purchases, spendMinor, points }: MonthFigures): Attribute {
  return [month, purchases, spendMinor, points];
}

function readFigures([month = 0, purchases = 0, spendMinor = 0, points = 0]: number[]) {
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

function writeUse({ cap, slice, units }: CapUse): Attribute {
  return [cap, slice, units];
}

function readUse(used: Attribute): CapUse {
  const [cap, slice, units] = listOf(used);
  return { cap: String(cap), slice: Number(slice), units: Number(units) };
}

function writePurpose(purpose: Purpose): Attribute {
  if (purpose.for === 'checkout') return ['checkout', purpose.amountMinor, purpose.currency];
  const { reward, cash } = purpose;
  return cash === undefined
    ? ['reward', reward]
    : ['reward', reward, cash.amountMinor, cash.currency];
}

function readPurpose([what, first, second, third]: readonly Attribute[]): Purpose {
  if (what === 'checkout') {
    return { for: 'checkout', amountMinor: Number(first), currency: String(second) };
  }
  const reward = { for: 'reward' as const, reward: String(first) };
  return third === undefined
    ? reward
    : { ...reward, cash: { amountMinor: Number(second), currency: String(third) } };
}

function writeMember(state: MemberState): Attribute {
  return { member: state.member, ...stateAttributes(state) };
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
