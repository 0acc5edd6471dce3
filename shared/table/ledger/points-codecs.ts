import { attributesOf } from '../attributes.ts';
import { readUse, writeUse } from './cap-use.ts';
import type { Codec } from './codec.ts';
import { readPurpose, writePurpose } from './purpose.ts';

/* Points that come and go without an order. */

export const redeemed: Codec<'redeemed'> = {
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
};

export const restored: Codec<'restored'> = {
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
};

export const expired: Codec<'expired'> = {
  write: ({ month, points }, to) => {
    to.month = month;
    to.points = points;
  },
  read: (base, item) => {
    const read = attributesOf(item);
    const [month, points] = [read.number('month'), read.number('points')];
    return { ...base, kind: 'expired', month, points };
  },
};

export const adjusted: Codec<'adjusted'> = {
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
};

export const imported: Codec<'imported'> = {
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
};
