import { type Answering, answerAll } from '../../shared/lambda/api-route.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { approvals, waiting } from './approvals.ts';
import { codes } from './codes.ts';
import type { routes } from './contract.ts';
import type { ActivitiesDependencies } from './dependencies.ts';
import { donations } from './donations.ts';
import { profitShare, profitShareSettlement } from './profit-shares.ts';
import { referral, referralCode } from './referral.ts';
import { reports } from './reports.ts';
import { settlements } from './settlements.ts';

/** What members do besides buying: as the brand's systems report it, and as operators approve it. */
export function activities(dependencies: ActivitiesDependencies) {
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'GET /v1/donations/{month}': donations(dependencies),
    'GET /v1/members/{member}/profit-shares/{quarter}': profitShare(dependencies),
    'POST /v1/members/{member}/profit-shares/{quarter}': profitShareSettlement(dependencies),
    'GET /v1/members/{member}/referral': referral(dependencies),
    'POST /v1/members/{member}/referral': referralCode(dependencies),
    'POST /v1/referrals/settlements': settlements(dependencies),
    'POST /v1/members/{member}/activities': reports(dependencies),
    'POST /v1/members/{member}/codes': codes(dependencies),
    'GET /v1/activities': waiting(dependencies),
    'POST /v1/activities/{id}/approvals': approvals(dependencies),
  };
  return httpFunction(answerAll(answers));
}
