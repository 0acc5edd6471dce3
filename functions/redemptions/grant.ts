import type { RefusalReason } from '../../shared/domain/ledger/decision.ts';
import type { RedeemedEntry } from '../../shared/domain/ledger/entry.ts';
import type { Occasion } from '../../shared/domain/orders/order.ts';
import type { CouponCodes } from '../../shared/identity/coupon-codes.ts';
import type { Program } from '../../shared/program/program.ts';
import { keys } from '../../shared/table/keys.ts';
import { grantItems, grantsOf, slotOfParts } from '../../shared/table/rewards/giving.ts';
import { type Grant, grantItem, readGrant, USES } from '../../shared/table/rewards/grant-item.ts';
import type { Put, Table } from '../../shared/table/table.ts';

/** Another item of a redemption's transaction, and what it means when it cannot be written. */
interface Beside {
  readonly put: Put;
  readonly otherwise: RefusalReason;
}

/**
 * The grants that a redemption makes, none of them used; the same whenever they are made again.
 *
 * @param codes needed where it gives coupons
 */
export function grantsFor(
  { member, v, redemption, purpose, occurredAt: at }: RedeemedEntry,
  program: Program,
  codes?: CouponCodes,
): readonly Grant[] {
  if (purpose.for !== 'reward') return [];
  const reward = program.rewards.find(({ id }) => id === purpose.reward);
  if (reward === undefined) throw new Error(`the program knows no reward ${purpose.reward}`);
  const giving = { member, fact: `${member}.${v}`, slot: redemption, redemption, at };
  return grantsOf(reward, giving, program, codes);
}

/** The reward that a redemption gives, to be written with its entry. */
export function givenFor(
  entry: RedeemedEntry,
  program: Program,
  codes?: CouponCodes,
): readonly Beside[] {
  // A grant of this redemption is never there before its entry, whose own condition fails first.
  return grantItems(grantsFor(entry, program, codes), codes).map((item) => ({
    put: { item, condition: 'absent' },
    otherwise: { reason: 'reward-used' },
  }));
}

/** What no write of a grant asks for: one that is voided is written by nobody any more. */
const LAST_REVISION = -1;

/** The same grants voided, on condition that they are unused. */
export async function takenBackFrom(
  table: Table,
  { member, redemption, purpose }: RedeemedEntry,
  { occurredAt }: Occasion,
): Promise<readonly Beside[]> {
  if (purpose.for !== 'reward') return [];
  const grant = await readGiven(table, member, purpose.reward, redemption);
  const parts = await Promise.all(
    (grant.parts ?? []).map((part) => readGiven(table, member, part, slotOfParts(grant))),
  );
  const voidedAt = new Date(occurredAt).toISOString();
  return [grant, ...parts].map((given) => ({
    put: {
      item: grantItem({ ...given, voidedAt, revision: LAST_REVISION }),
      condition: { attribute: USES, equals: 0 },
    },
    otherwise: { reason: 'reward-used' },
  }));
}

async function readGiven(
  table: Table,
  member: string,
  reward: string,
  slot: string,
): Promise<Grant> {
  const item = await table.get(keys.grant(member, reward, slot), { consistent: true });
  if (item === undefined) throw new Error(`${slot} gave nothing to take back`);
  return readGrant(member, item);
}
