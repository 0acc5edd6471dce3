import type { MemberState } from '../../domain/ledger/member.ts';
import { type Attributes, attributesOf, type Draft } from '../attributes.ts';
import type { Attribute, Item } from '../table.ts';
import type { Codec } from './codec.ts';
import { readStateAttributes, writeState } from './state-item.ts';

/* Two ledgers that become one, and two again. */

export const merged: Codec<'merged'> = {
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
};

export const absorbed: Codec<'absorbed'> = {
  write: ({ into }, to) => {
    to.into = into;
  },
  read: (base, item) => ({ ...base, kind: 'absorbed', into: attributesOf(item).text('into') }),
};

export const unmerged: Codec<'unmerged'> = {
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
};

export const released: Codec<'released'> = {
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
};

function joinedOf(item: Item): number {
  const read = attributesOf(item);
  return read.has('joined') ? read.number('joined') : 0;
}

function lastVisitOf(item: Item): number {
  const read = attributesOf(item);
  return read.has('lastVisit') ? read.number('lastVisit') : 0;
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
