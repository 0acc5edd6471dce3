import * as z from 'zod/mini';
import { promotion } from '../../shared/events/promotion.ts';
import { taskFunction } from '../../shared/lambda/task.ts';
import type { Program } from '../../shared/program/program.ts';
import { grantItem } from '../../shared/table/grant-item.ts';
import { keys } from '../../shared/table/keys.ts';
import { readMember } from '../../shared/table/ledger.ts';
import type { Table } from '../../shared/table/table.ts';

/** One reward of a promotion. */
const rewardToGrant = z.extend(z.omit(promotion, { rewards: true }), { reward: z.string() });

export interface GrantRewardDependencies {
  readonly table: Table;
  readonly program: Program;
}

/**
 * Gives a member one reward, once in a lifetime, however often the task is run: also where it was
 * given to one of those who went into this member.
 */
export function grantReward({ table, program }: GrantRewardDependencies) {
  return taskFunction(rewardToGrant, async ({ fact, member, reward, occurredAt }, log) => {
    const known = program.rewards.find((candidate) => candidate.id === reward);
    if (known === undefined) throw new Error(`the program knows no reward ${reward}`);
    const state = await readMember(table, member);
    const granted =
      !(await hasReward(state?.absorbed ?? [], reward)) &&
      (await table.put({
        item: grantItem({
          member: state?.member ?? member,
          reward,
          kind: known.kind,
          fact,
          grantedAt: occurredAt,
        }),
        condition: 'absent',
      }));
    log.info(granted ? 'reward granted' : 'reward granted before', { fact, reward });
    return { reward, granted };
  });

  async function hasReward(members: readonly string[], reward: string): Promise<boolean> {
    const items = await Promise.all(
      members.map((member) => table.get(keys.grant(member, reward), { consistent: true })),
    );
    return items.some((item) => item !== undefined);
  }
}
