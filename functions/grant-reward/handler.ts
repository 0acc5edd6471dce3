import * as z from 'zod/mini';
import { award as decideAward } from '../../shared/domain/ledger/award.ts';
import { partsOf } from '../../shared/domain/rewards/reward.ts';
import { promotion } from '../../shared/events/promotion.ts';
import { couponCodes } from '../../shared/identity/coupon-codes.ts';
import { fingerprint } from '../../shared/lambda/idempotency.ts';
import { taskFunction } from '../../shared/lambda/task.ts';
import type { Program, Reward } from '../../shared/program/program.ts';
import { keys } from '../../shared/table/keys.ts';
import { appendOnce } from '../../shared/table/ledger/append-once.ts';
import { alone, readMember } from '../../shared/table/ledger/ledger.ts';
import { drawEntriesFor } from '../../shared/table/rewards/draw-grants.ts';
import { bringsCodes, grantItems, grantsOf } from '../../shared/table/rewards/giving.ts';
import { type Grant, readGrant } from '../../shared/table/rewards/grant-item.ts';
import { type Item, type Table, TableBusy } from '../../shared/table/table.ts';

/** One reward of a promotion. */
const rewardToGrant = z.extend(z.omit(promotion, { rewards: true, cause: true }), {
  reward: z.string(),
});

type RewardToGrant = z.infer<typeof rewardToGrant>;
type PointsReward = Extract<Reward, { kind: 'points' }>;

/** To whom a reward goes, and the ids of those who went into them. */
interface Receiver {
  readonly member: string;
  readonly absorbed: readonly string[];
}

export interface GrantRewardDependencies {
  readonly table: Table;
  readonly program: Program;
  /** Read where a reward brings a coupon, whose code is made with it. */
  readonly memberKey: () => Promise<string>;
}

/**
 * Gives a member one reward: once in a lifetime or once for each fact, as the program says, however
 * often the task is run; also where it was given to one of those who went into this member.
 */
export function grantReward({ table, program, memberKey }: GrantRewardDependencies) {
  return taskFunction(rewardToGrant, async (task, log) => {
    const { fact, reward: id } = task;
    const reward = program.rewards.find((candidate) => candidate.id === id);
    if (reward === undefined) throw new Error(`the program knows no reward ${id}`);
    const state = await readMember(table, task.member);
    const to = { member: state?.member ?? task.member, absorbed: state?.absorbed ?? [] };
    const granted =
      reward.kind === 'points'
        ? await awardOnce(reward, to, task)
        : await grantOnce(reward, to, task);
    log.info(granted ? 'reward granted' : 'reward granted before', { fact, reward: id });
    return { reward: id, granted };
  });

  async function grantOnce(
    reward: Reward,
    { member, absorbed }: Receiver,
    task: RewardToGrant,
  ): Promise<boolean> {
    const { fact } = task;
    const slot = reward.gives === 'once' ? undefined : fact;
    const at = Date.parse(task.occurredAt);
    const giving = { member, fact, at, ...(slot === undefined ? {} : { slot }) };
    const codes = bringsCodes(reward, program) ? couponCodes(await memberKey()) : undefined;
    const items = grantItems(grantsOf(reward, giving, program, codes), codes);
    const before =
      (await findGrant(absorbed, reward.id, slot)) ?? (await putUnlessThere(member, items));
    // A run that was cut off behind the grant has more to do; what it did is not done twice.
    if (before === undefined || before.fact === fact) await giveBeside(reward, member, task);
    return before === undefined;
  }

  /** What a reward brings besides grants: the points of a pack, and entries of draws. */
  async function giveBeside(reward: Reward, member: string, task: RewardToGrant): Promise<void> {
    for (const part of [reward, ...partsOf(reward, program)]) {
      const grant = part === reward ? task.fact : `${task.fact}.${reward.id}`;
      if (part.kind === 'points') await award(part, member, `${grant}#${part.id}`, task);
      if (part.kind === 'draw-entry') {
        const at = Date.parse(task.occurredAt);
        await drawEntriesFor(table, program, { member, reward: part, grant, at });
      }
    }
  }

  /** Points of a reward are an entry of the ledger, whose key says how often they are given. */
  async function awardOnce(
    reward: PointsReward,
    { member, absorbed }: Receiver,
    task: RewardToGrant,
  ): Promise<boolean> {
    if (reward.gives === 'each-time') {
      return award(reward, member, `${task.fact}#${reward.id}`, task);
    }
    const keyOf = (of: string): string => `once#${of}#${reward.id}`;
    const before = await Promise.all(
      absorbed.map((of) => table.get(keys.entry('awarded', keyOf(of)), { consistent: true })),
    );
    if (before.some((item) => item !== undefined)) return false;
    return award(reward, member, keyOf(member), task);
  }

  async function award(
    { id, points, pointsValidity: validity }: PointsReward,
    member: string,
    key: string,
    { occurredAt, receivedAt, correlationId }: RewardToGrant,
  ): Promise<boolean> {
    const cause = { kind: 'reward', id } as const;
    const asked = { award: key, request: fingerprint(cause), cause, points, validity };
    const occasion = {
      occurredAt: Date.parse(occurredAt),
      receivedAt: Date.parse(receivedAt),
      correlationId,
    };
    const entryName = { kind: 'awarded', key: keys.entry('awarded', key) } as const;
    const { outcome } = await appendOnce(table, member, entryName, (state, attempts) =>
      alone(decideAward(state, asked, occasion, program, attempts)),
    );
    return outcome === 'entered';
  }

  async function findGrant(
    members: readonly string[],
    reward: string,
    slot: string | undefined,
  ): Promise<Grant | undefined> {
    for (const member of members) {
      const item = await table.get(keys.grant(member, reward, slot), { consistent: true });
      if (item !== undefined) return readGrant(member, item);
    }
    return undefined;
  }

  /** Writes all of a grant's items, the grant itself first; the one that was there, if one was. */
  async function putUnlessThere(
    member: string,
    items: readonly Item[],
  ): Promise<Grant | undefined> {
    const result = await table.transact(items.map((item) => ({ item, condition: 'absent' })));
    if (result.committed) return undefined;
    const [first] = result.rejections;
    if (first?.reason === 'condition' && first.found !== undefined) {
      return readGrant(member, first.found);
    }
    throw new TableBusy('a grant met another writer');
  }
}
