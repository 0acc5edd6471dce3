import type { NothingEarned, Share } from '../../domain/ledger/entry.ts';
import type { OrderFigures } from '../../domain/ledger/figures.ts';
import { attributesOf } from '../attributes.ts';
import { orderOf, refundOf } from '../keys.ts';
import type { Attribute } from '../table.ts';
import { readUse, writeUse } from './cap-use.ts';
import type { Codec } from './codec.ts';
import { readOrderAttributes, writeOrder } from './order-attributes.ts';

/* What orders bring, and what is taken back of it. */

export const earned: Codec<'earned'> = {
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
};

export const clawedBack: Codec<'clawed-back'> = {
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
};

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

function listOf(value: Attribute): readonly Attribute[] {
  return Array.isArray(value) ? value : [];
}
