import type { CouponUser } from '../../shared/domain/rewards/coupon.ts';
import {
  type CouponCodes,
  couponCodes,
  readCouponCode,
} from '../../shared/identity/coupon-codes.ts';
import { type Answering, answerAll, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, httpFunction } from '../../shared/lambda/http.ts';
import { fingerprint, keyReused, requestId } from '../../shared/lambda/idempotency.ts';
import { refused } from '../../shared/lambda/refusal.ts';
import type { Program } from '../../shared/program/program.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import {
  type FoundCoupon,
  findCoupon,
  giveCouponUseBack,
  writeCouponUse,
} from '../../shared/table/rewards/coupon.ts';
import type { Table } from '../../shared/table/table.ts';
import { routes } from './contract.ts';
import { viewCoupon, viewGivenBack, viewUse } from './view.ts';

export interface CouponsDependencies {
  readonly table: Table;
  readonly program: Program;
  readonly memberKey: () => Promise<string>;
}

/** Tells shops what coupons are worth, and has each used as often as it may be and no more. */
export function coupons({ table, program, memberKey }: CouponsDependencies) {
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'GET /v1/coupons/{code}': serve(routes['GET /v1/coupons/{code}'], ({ path, request }) =>
      withCoupon(path.code, async ({ grant }) => {
        const state = await readMember(table, grant.member);
        const member = state?.member ?? grant.member;
        return { status: 200, body: viewCoupon(grant, member, request.receivedAt, program) };
      }),
    ),

    'POST /v1/coupons/{code}/uses': serve(
      routes['POST /v1/coupons/{code}/uses'],
      ({ path, headers, body, request }) =>
        withCoupon(path.code, async (coupon, code, codes) => {
          const asked = {
            use: requestId(coupon.hash, headers['idempotency-key']),
            request: fingerprint(body),
            shop: body.shop,
            orderId: body.orderId,
            user: userOf(body.by, code, codes),
          };
          const result = await writeCouponUse(table, coupon, asked, request.receivedAt);
          if (result.outcome === 'refused') return refused(result.refusal);
          const { use } = result;
          if (use.request !== asked.request) return keyReused();
          request.log.info(result.outcome === 'done' ? 'coupon used' : 'coupon used before', {
            use: use.use,
            by: use.user.by,
          });
          return { status: 201, body: viewUse(use, code) };
        }),
    ),

    'DELETE /v1/coupons/{code}/uses/{id}': serve(
      routes['DELETE /v1/coupons/{code}/uses/{id}'],
      ({ path, request }) =>
        withCoupon(path.code, async (coupon, code) => {
          const use = await giveCouponUseBack(table, coupon, path.id, request.receivedAt);
          if (use === undefined) return noSuch('use');
          request.log.info('coupon use given back', { use: use.use });
          return { status: 200, body: viewGivenBack(use, code) };
        }),
    ),
  };

  return httpFunction(answerAll(answers));

  /** Answers with the coupon that has a code, in whatever way the code was typed. */
  async function withCoupon(
    typed: string,
    respond: (coupon: FoundCoupon, code: string, codes: CouponCodes) => Promise<HttpAnswer>,
  ): Promise<HttpAnswer> {
    const code = readCouponCode(typed);
    if (code === undefined) return noSuch('coupon');
    const codes = couponCodes(await memberKey());
    const coupon = await findCoupon(table, codes.hashOf(code));
    return coupon === undefined ? noSuch('coupon') : respond(coupon, code, codes);
  }
}

function userOf(by: string | undefined, code: string, codes: CouponCodes): CouponUser {
  if (by === undefined || by === 'owner') return { by: 'owner' };
  return { by: 'friend', id: codes.friendOf(code, by) };
}
