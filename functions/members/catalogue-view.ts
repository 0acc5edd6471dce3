import type { Cap } from '../../shared/domain/ledger/cap.ts';
import type { RefusalReason } from '../../shared/domain/ledger/decision.ts';
import { spendable } from '../../shared/domain/ledger/lots.ts';
import { type MemberState, type Present, presentAt } from '../../shared/domain/ledger/member.ts';
import { notFor, takingsOf } from '../../shared/domain/rewards/offer.ts';
import type { Offer } from '../../shared/program/program.ts';
import { readUsed } from '../../shared/table/ledger/cap-reads.ts';
import type { Table } from '../../shared/table/table.ts';
import type { CatalogueAnswer, OfferAnswer } from './reward-contract.ts';
import { type Viewing, wording } from './viewing.ts';

/** What a member could redeem now, and what speaks against the rest. */
export async function viewCatalogue(
  table: Table,
  member: MemberState,
  viewing: Viewing,
): Promise<CatalogueAnswer> {
  const { program, at } = viewing;
  const now = presentAt(member, at, program.timeZone);
  return {
    member: member.member,
    balance: spendable(now.state.lots, now.month),
    offers: await Promise.all(
      program.catalogue.map((offer) => viewOffer(table, offer, now, viewing)),
    ),
  };
}

async function viewOffer(
  table: Table,
  offer: Offer,
  now: Present,
  viewing: Viewing,
): Promise<OfferAnswer> {
  const { program, language } = viewing;
  const reward = program.rewards.find(({ id }) => id === offer.reward);
  const affordable = spendable(now.state.lots, now.month) >= offer.points;
  const why = notFor(offer, now, program);
  const takings = await Promise.all(
    takingsOf(offer, now.state.member, now.now, program).map(async ({ cap, otherwise }) => ({
      reason: reasons[otherwise.reason],
      left: await leftOf(table, cap),
    })),
  );
  const stock = takings.find(({ reason }) => reason === 'stock');
  const unless = [
    ...(why === undefined ? [] : [why]),
    ...takings.flatMap(({ reason, left }) => (reason === undefined || left > 0 ? [] : [reason])),
  ];
  const description = reward?.description?.[language];
  return {
    reward: offer.reward,
    kind: reward?.kind ?? '',
    name: wording(viewing).reward(offer.reward),
    ...(description === undefined ? {} : { description }),
    points: offer.points,
    ...(offer.cash === undefined ? {} : { cash: offer.cash }),
    affordable,
    redeemable: affordable && unless.length === 0,
    unless,
    ...(stock === undefined ? {} : { stockLeft: stock.left }),
  };
}

const reasons: { readonly [Reason in RefusalReason['reason']]?: 'stock' | 'limit' } = {
  'out-of-stock': 'stock',
  'limit-reached': 'limit',
};

async function leftOf(table: Table, cap: Cap): Promise<number> {
  return Math.max(0, cap.units - (await readUsed(table, cap.id)));
}
