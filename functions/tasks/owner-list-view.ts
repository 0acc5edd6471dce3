import type { OwnerWeek } from '../../shared/table/operator/owner-list-item.ts';
import { type Viewing, wording } from '../members/viewing.ts';
import type { OwnerListAnswer } from './contract.ts';

export function viewOwnerList(list: OwnerWeek, viewing: Viewing): OwnerListAnswer {
  const { program } = viewing;
  const { tier: name, words } = wording(viewing);
  const reached = list.tiers.filter(({ count }) => count > 0);
  const hasThread = program.ownerList?.thread === true && reached.length > 0;
  const counted = reached.map(({ tier, count }) => ({ tier: name(tier), count }));
  return {
    week: list.week,
    from: list.from,
    to: list.to,
    tiers: list.tiers.map(({ tier, count, members }) => ({
      tier: { id: tier, name: name(tier) },
      count,
      members,
    })),
    buyers: list.buyers,
    currency: program.baseCurrency,
    quiet: list.quiet,
    ...(hasThread ? { thread: words.newInTiers(counted) } : {}),
  };
}
