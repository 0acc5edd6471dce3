import { donationCount } from '../../shared/domain/orders/donation.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { readUsed } from '../../shared/table/ledger/cap-reads.ts';
import { routes } from './contract.ts';
import type { ActivitiesDependencies } from './dependencies.ts';
import type { DonationAnswer } from './donation-contract.ts';

/** `GET /v1/donations/{month}` */
export function donations({ table, program }: ActivitiesDependencies): Answering {
  return serve(routes['GET /v1/donations/{month}'], async ({ path: { month } }) => {
    const { donation, baseCurrency } = program;
    if (donation === undefined) return noSuch('donation');
    const answer: DonationAnswer = {
      month,
      reward: donation.reward,
      currency: baseCurrency,
      givenMinor: await readUsed(table, donationCount(month), { consistent: true }),
      mostMinor: donation.mostAMonthMinor,
    };
    return { status: 200, body: answer };
  });
}
