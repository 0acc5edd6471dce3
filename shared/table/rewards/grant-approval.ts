import { couponTerms } from '../../program/reward.ts';
import { attributesOf } from '../attributes.ts';
import { keys, ranges, TTL_ATTRIBUTE } from '../keys.ts';
import type { Page } from '../people/member-reads.ts';
import type { Item, Put, Table } from '../table.ts';
import { DECIDED, offListAt, readWaiting } from '../waiting-list.ts';
import { type Grant, type GrantVerdict, grantItem, REVISION, readGrant } from './grant-item.ts';

/** What the list of grants that wait says of one. */
export type WaitingGrant = Pick<Grant, 'member' | 'reward' | 'slot' | 'grantedAt'> & {
  readonly terms: NonNullable<Grant['coupon']>['terms'];
};

/** The place of a coupon on the list of those that wait. It holds no code. */
export function waitingGrantItem({ member, reward, slot, grantedAt, coupon }: Grant): Item {
  if (coupon === undefined) throw new Error(`${reward} waits for a yes and is no coupon`);
  return {
    ...keys.waitingGrant(grantedAt, member, reward, slot),
    of: member,
    reward,
    at: grantedAt,
    terms: JSON.stringify(coupon.terms),
    ...(slot === undefined ? {} : { slot }),
    [DECIDED]: 0,
  };
}

/** The grants that wait for a person's yes, the oldest first; `from` is `next` of the page before. */
export async function readWaitingGrants(
  table: Table,
  limit: number,
  from?: string,
): Promise<Page<WaitingGrant, string>> {
  const { items, ...next } = await readWaiting(table, ranges.waitingGrants(), limit, from);
  return { things: items.map(readWaitingGrant), ...next };
}

function readWaitingGrant(item: Item): WaitingGrant {
  const read = attributesOf(item);
  return {
    member: read.text('of'),
    reward: read.text('reward'),
    grantedAt: read.text('at'),
    terms: couponTerms.parse(JSON.parse(read.text('terms'))),
    ...(read.has('slot') ? { slot: read.text('slot') } : {}),
  };
}

/**
 * The grant with what a person said to it. An approved one is good for as long as it was promised
 * to be, from the yes on.
 */
export function decided(grant: Grant, verdict: GrantVerdict): Grant {
  const { endsAt, grantedAt, revision = 0 } = grant;
  const waited = Date.parse(verdict.at) - Date.parse(grantedAt);
  const later =
    endsAt === undefined || !verdict.approved
      ? {}
      : { endsAt: new Date(Date.parse(endsAt) + waited).toISOString() };
  return { ...grant, ...later, approval: verdict, revision: revision + 1 };
}

/** The writes of a verdict, on condition that there is none yet. */
export function verdictOnGrant(grant: Grant, verdict: GrantVerdict): readonly Put[] {
  const listed = {
    ...waitingGrantItem(grant),
    [DECIDED]: 1,
    [TTL_ATTRIBUTE]: offListAt(Date.parse(verdict.at)),
  };
  return [
    {
      item: grantItem(decided(grant, verdict)),
      condition: { attribute: REVISION, equals: grant.revision ?? 0 },
    },
    { item: listed, condition: { attribute: DECIDED, equals: 0 } },
  ];
}

/** A grant's id in URLs: opaque, and the same for ever. */
export function grantId({ member, reward, slot }: GrantName): string {
  return Buffer.from(JSON.stringify([member, reward, slot])).toString('base64url');
}

/** Of these members the grant that has an id; undefined where none of theirs has. */
export async function readGrantById(
  table: Table,
  members: readonly string[],
  id: string,
): Promise<Grant | undefined> {
  const name = nameOf(id);
  if (name === undefined || !members.includes(name.member)) return undefined;
  const at = keys.grant(name.member, name.reward, name.slot);
  const item = await table.get(at, { consistent: true });
  return item === undefined ? undefined : readGrant(name.member, item);
}

type GrantName = Pick<Grant, 'member' | 'reward' | 'slot'>;

function nameOf(id: string): GrantName | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(id, 'base64url').toString());
    if (!Array.isArray(parsed)) return undefined;
    const [member, reward, slot] = parsed;
    if (typeof member !== 'string' || typeof reward !== 'string') return undefined;
    return { member, reward, ...(typeof slot === 'string' ? { slot } : {}) };
  } catch {
    return undefined;
  }
}
