import type { RefusalReason } from '../../shared/domain/decision.ts';
import type { RedeemedEntry } from '../../shared/domain/entry.ts';
import type { Occasion } from '../../shared/domain/order.ts';
import type { Program } from '../../shared/program/program.ts';
import { grantItem, readGrant, USES } from '../../shared/table/grant-item.ts';
import { keys } from '../../shared/table/keys.ts';
import type { Put, Table } from '../../shared/table/table.ts';

/** Another item of a redemption's transaction, and what it means when it cannot be written. */
interface Beside {
  readonly put: Put;
  readonly otherwise: RefusalReason;
}

/** The reward that a redemption gives, as a grant that has not been used. */
export function givenFor(entry: RedeemedEntry, program: Program): readonly Beside[] {
  const { member, v, redemption, purpose, occurredAt } = entry;
  if (purpose.for !== 'reward') return [];
  const reward = program.rewards.find(({ id }) => id === purpose.reward);
  const item = grantItem({
    member,
    reward: purpose.reward,
    kind: reward?.kind ?? 'entitlement',
    fact: `${member}.${v}`,
    grantedAt: new Date(occurredAt).toISOString(),
    redeemed: { redemption, uses: 0 },
  });
  // A grant of this redemption is never there before its entry, whose own condition fails first.
  return [{ put: { item, condition: 'absent' }, otherwise: { reason: 'reward-used' } }];
}

/** The same grant voided, on condition that it is unused. */
export async function takenBackFrom(
  table: Table,
  { member, redemption, purpose }: RedeemedEntry,
  { occurredAt }: Occasion,
): Promise<readonly Beside[]> {
  if (purpose.for !== 'reward') return [];
  const item = await table.get(keys.grant(member, purpose.reward, redemption), {
    consistent: true,
  });
  const grant = item === undefined ? undefined : readGrant(member, item);
  if (grant?.redeemed === undefined) throw new Error(`${redemption} gave nothing to take back`);
  const voidedAt = new Date(occurredAt).toISOString();
  const voided = grantItem({ ...grant, redeemed: { ...grant.redeemed, voidedAt } });
  return [
    {
      put: { item: voided, condition: { attribute: USES, equals: 0 } },
      otherwise: { reason: 'reward-used' },
    },
  ];
}
