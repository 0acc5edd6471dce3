import type { ProgramRules } from '../program.ts';

/** Amounts of coupons that nothing says when to wait for. */
export function faultyApproval({ approval, rewards }: ProgramRules): string[] {
  if (approval === undefined) return [];
  const { couponsAboveMinor: most } = approval;
  return rewards.flatMap((reward, i) =>
    reward.kind === 'coupon' && 'amountMinor' in reward.worth
      ? Object.keys(reward.worth.amountMinor)
          .filter((currency) => most[currency] === undefined)
          .map(
            (currency) =>
              `approval.couponsAboveMinor.${currency}: rewards.${i} takes off ${currency}; say from what on it waits`,
          )
      : [],
  );
}
