import { refuse } from '../../shared/domain/ledger/decision.ts';
import type { RedeemedEntry, RestoredEntry } from '../../shared/domain/ledger/entry.ts';
import { redeem, restore, type Wish } from '../../shared/domain/ledger/redemption.ts';
import { type CouponCodes, couponCodes } from '../../shared/identity/coupon-codes.ts';
import { type Answering, answerAll, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, httpFunction } from '../../shared/lambda/http.ts';
import { fingerprint, keyReused, requestId } from '../../shared/lambda/idempotency.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import { refused } from '../../shared/lambda/refusal.ts';
import type { Program } from '../../shared/program/program.ts';
import { keys } from '../../shared/table/keys.ts';
import { appendOnce, readOnce } from '../../shared/table/ledger/append-once.ts';
import { isSameMember } from '../../shared/table/ledger/ledger.ts';
import { bringsCodes } from '../../shared/table/rewards/giving.ts';
import type { Table } from '../../shared/table/table.ts';
import {
  type RedeemedAnswer,
  type RedemptionBody,
  type RestoredAnswer,
  routes,
} from './contract.ts';
import { enterDraws, refuseFullDraws } from './draws.ts';
import { givenFor, grantsFor, takenBackFrom } from './grant.ts';

export interface RedemptionsDependencies {
  readonly table: Table;
  readonly program: Program;
  /** Read where a redemption gives a coupon, whose code is made with it. */
  readonly memberKey: () => Promise<string>;
}

/** Spends members' points, and calls that off: each request once, however often it is sent. */
export function redemptions({ table, program, memberKey }: RedemptionsDependencies) {
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'POST /v1/members/{member}/redemptions': serve(
      routes['POST /v1/members/{member}/redemptions'],
      async ({ path, headers, body, request }) => {
        const redemption = requestId(path.member, headers['idempotency-key']);
        const wish = wishOf(body);
        const codes = await codesFor(wish);
        const asked = { redemption, request: fingerprint(body), wish };
        const entryName = { kind: 'redeemed', key: keys.entry('redeemed', redemption) } as const;
        const result = await appendOnce(table, path.member, entryName, async (state, attempts) => {
          if (state.v === 0) return refuse({ reason: 'unknown-member' });
          const decision = redeem(state, asked, occasionOf(request), program, attempts);
          if (!decision.ok) return decision;
          const refusal = await refuseFullDraws(table, decision.entry, program);
          if (refusal !== undefined) return refusal;
          return { ok: true, entries: [decision], also: givenFor(decision.entry, program, codes) };
        });
        if (result.outcome === 'refused') return refused(result.refusal);
        if (result.entry.request !== asked.request) return keyReused();
        await enterDraws(table, result.entry, program);
        request.log.info(result.outcome === 'entered' ? 'redeemed' : 'redeemed before', {
          redemption,
          points: result.entry.points,
        });
        return { status: 201, body: viewRedeemed(result.entry, codes) };
      },
    ),

    'DELETE /v1/members/{member}/redemptions/{id}': serve(
      routes['DELETE /v1/members/{member}/redemptions/{id}'],
      async ({ path, request }): Promise<HttpAnswer> => {
        const redeemed = await readOnce(table, {
          kind: 'redeemed',
          key: keys.entry('redeemed', path.id),
        });
        if (redeemed === undefined || !(await isSameMember(table, path.member, redeemed.member))) {
          return noSuch('redemption');
        }
        const occasion = occasionOf(request);
        const also = await takenBackFrom(table, redeemed, occasion);
        const entryName = { kind: 'restored', key: keys.entry('restored', path.id) } as const;
        const result = await appendOnce(table, redeemed.member, entryName, (state) => {
          const decision = restore(state, redeemed, occasion, program);
          return decision.ok ? { ok: true, entries: [decision], also } : decision;
        });
        if (result.outcome === 'refused') return refused(result.refusal);
        const { points, lapsed } = result.entry;
        request.log.info(result.outcome === 'entered' ? 'restored' : 'restored before', {
          redemption: path.id,
          points,
          lapsed,
        });
        return { status: 200, body: viewRestored(result.entry) };
      },
    ),
  };

  return httpFunction(answerAll(answers));

  async function codesFor(wish: Wish): Promise<CouponCodes | undefined> {
    const wanted = wish.for === 'reward' ? wish.reward : undefined;
    const reward = program.rewards.find(({ id }) => id === wanted);
    if (reward === undefined || !bringsCodes(reward, program)) return undefined;
    return couponCodes(await memberKey());
  }

  /** Made of the entry alone, so that a repeat is answered with the very same. */
  function viewRedeemed(entry: RedeemedEntry, codes: CouponCodes | undefined): RedeemedAnswer {
    const { redemption, member, points, purpose, balance } = entry;
    const answer = { id: redemption, member, points, purpose, balance: balance.after };
    if (codes === undefined) return answer;
    const coupons = grantsFor(entry, program, codes).flatMap(({ reward, coupon }) =>
      coupon === undefined ? [] : [{ reward, code: coupon.code }],
    );
    return { ...answer, coupons };
  }
}

function wishOf(body: RedemptionBody): Wish {
  if ('points' in body) {
    const { orderMinor, ...rest } = body;
    return { for: 'checkout', ...rest, ...(orderMinor === undefined ? {} : { orderMinor }) };
  }
  const { reward, currency } = body;
  return { for: 'reward', reward, ...(currency === undefined ? {} : { currency }) };
}

function viewRestored({ redemption, member, points, lapsed, balance }: RestoredEntry) {
  return {
    id: redemption,
    member,
    points,
    lapsed,
    balance: balance.after,
  } satisfies RestoredAnswer;
}
