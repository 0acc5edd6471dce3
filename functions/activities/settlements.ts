import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import { settleReferral } from '../../shared/table/rewards/settle-referral.ts';
import { routes } from './contract.ts';
import type { ActivitiesDependencies } from './dependencies.ts';

/** `POST /v1/referrals/settlements`: what the agenda does by itself once a referral is due. */
export function settlements({ table, program }: ActivitiesDependencies): Answering {
  return serve(routes['POST /v1/referrals/settlements'], async ({ body, request }) => {
    const settled = await settleReferral(table, program, body.member, occasionOf(request));
    if (settled === undefined) return noSuch('referral');
    const { friend, owner, outcome, dueAt, points } = settled;
    request.log.info('referral looked at', { friend, owner, outcome });
    return {
      status: 200,
      body: {
        member: friend,
        owner,
        outcome,
        dueAt: new Date(dueAt).toISOString(),
        ...(points === undefined ? {} : { points }),
      },
    };
  });
}
