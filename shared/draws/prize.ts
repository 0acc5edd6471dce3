import { award } from '../domain/ledger/award.ts';
import type { Occasion } from '../domain/orders/order.ts';
import { partsOf } from '../domain/rewards/reward.ts';
import { couponCodes } from '../identity/coupon-codes.ts';
import type { Program, Reward } from '../program/program.ts';
import { keys } from '../table/keys.ts';
import { appendOnce } from '../table/ledger/append-once.ts';
import { alone, readMember } from '../table/ledger/ledger.ts';
import { drawEntriesFor } from '../table/rewards/draw-grants.ts';
import { bringsCodes, grantItems, grantsOf } from '../table/rewards/giving.ts';
import { type Table, TableBusy } from '../table/table.ts';

export interface PrizeDependencies {
  readonly table: Table;
  readonly program: Program;
  readonly memberKey: () => Promise<string>;
}

/** A prize that a member has won. */
export interface Won {
  readonly member: string;
  readonly reward: string;
  readonly draw: string;
  /** What keeps it apart from every other prize: the same for every repeat. */
  readonly fact: string;
}

/**
 * Gives a member a prize, once however often it is told: grants of what it consists of, points as an
 * entry of the ledger, entries of another draw.
 *
 * @throws where the program no longer knows the reward, or other writers were in the way.
 */
export async function givePrize(
  { table, program, memberKey }: PrizeDependencies,
  { member, reward: id, draw, fact }: Won,
  occasion: Occasion,
): Promise<void> {
  const reward = program.rewards.find((candidate) => candidate.id === id);
  if (reward === undefined) throw new Error(`the program knows no reward ${id}`);
  const to = (await readMember(table, member))?.member ?? member;
  const at = occasion.occurredAt;
  const what = [reward, ...partsOf(reward, program)];
  if (reward.kind !== 'points') await grant();
  for (const part of what) {
    if (part.kind === 'points') await give(part);
    if (part.kind === 'draw-entry') {
      await drawEntriesFor(table, program, { member: to, reward: part, grant: fact, at });
    }
  }

  async function grant(): Promise<void> {
    if (reward === undefined) return;
    const codes = bringsCodes(reward, program) ? couponCodes(await memberKey()) : undefined;
    const grants = grantsOf(reward, { member: to, fact, slot: fact, at }, program, codes);
    const items = grantItems(grants, codes);
    const { committed, ...rest } = await table.transact(
      items.map((item) => ({ item, condition: 'absent' })),
    );
    if (committed || !('rejections' in rest)) return;
    // All of them were written together: if one is there, so are the others.
    if (!rest.rejections.some(({ reason }) => reason === 'condition'))
      throw new TableBusy('a prize stayed contended');
  }

  async function give(points: Extract<Reward, { kind: 'points' }>): Promise<void> {
    const name = `${fact}#${points.id}`;
    const request = {
      award: name,
      request: name,
      cause: { kind: 'draw', id: draw },
      points: points.points,
      validity: points.pointsValidity,
    } as const;
    const entry = { kind: 'awarded', key: keys.entry('awarded', name) } as const;
    await appendOnce(table, to, entry, (state, attempts) =>
      alone(award(state, request, occasion, program, attempts)),
    );
  }
}
