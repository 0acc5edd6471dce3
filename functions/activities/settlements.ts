import type { MemberState } from '../../shared/domain/ledger/member.ts';
import type { Occasion } from '../../shared/domain/orders/order.ts';
import {
  keyOfFriend,
  keyOfLevel,
  keyOfOwner,
  levelsReached,
  readinessOf,
  rewardFriend,
  rewardLevel,
  rewardOwner,
} from '../../shared/domain/rewards/referral.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import type { Referral as ReferralRules } from '../../shared/program/program.ts';
import { appendOnce, readOnce } from '../../shared/table/append-once.ts';
import { keys } from '../../shared/table/keys.ts';
import { alone, readMember } from '../../shared/table/ledger.ts';
import { readOrder } from '../../shared/table/order-record.ts';
import {
  closedPuts,
  closeReferral,
  type Referral,
  readReferral,
} from '../../shared/table/referral-item.ts';
import { TableBusy } from '../../shared/table/table.ts';
import { routes } from './contract.ts';
import type { ActivitiesDependencies } from './handler.ts';
import { countFriends } from './referral.ts';
import type { SettlementAnswer } from './referral-contract.ts';

type Outcome = SettlementAnswer['outcome'];

/**
 * `POST /v1/referrals/settlements`: the owner's points, the counts and the outcome are one
 * transaction; the friend's points and levels follow, and whoever asks again has done what a run
 * that was cut off left undone.
 */
export function settlements({ table, program }: ActivitiesDependencies): Answering {
  return serve(routes['POST /v1/referrals/settlements'], async ({ body, request }) => {
    const rules = program.referral;
    const state = await readMember(table, body.member);
    const referral = state === undefined ? undefined : await referralFor(state);
    if (rules === undefined || referral === undefined) return noSuch('referral');
    const occasion = occasionOf(request);
    const { friend, owner, dueAt } = referral;
    const outcome =
      referral.status === 'waiting' ? await settle(referral, rules, occasion) : referral.status;
    const answer = { member: friend, owner, outcome, dueAt: new Date(dueAt).toISOString() };
    request.log.info('referral looked at', { friend, owner, outcome });
    if (outcome !== 'settled') return { status: 200, body: answer };
    const points = {
      owner: referral.points ?? rules.pointsForMember,
      member: await giveFriend(referral, occasion),
    };
    await giveLevels(referral, rules, occasion);
    return { status: 200, body: { ...answer, points } };
  });

  /** Of members who went into one, several may have come as friends: one of them is settled, once. */
  async function referralFor({ member, absorbed }: MemberState): Promise<Referral | undefined> {
    const found = await Promise.all([member, ...absorbed].map((id) => readReferral(table, id)));
    const [first, ...others] = found
      .filter((one) => one !== undefined)
      .toSorted((a, b) => a.orderedAt - b.orderedAt);
    return [first, ...others].find((one) => one?.status === 'settled') ?? first;
  }

  async function settle(
    referral: Referral,
    rules: ReferralRules,
    occasion: Occasion,
  ): Promise<Outcome> {
    const order = await readOrder(table, referral.shop, referral.orderId);
    if (order.known !== 'entered') throw new Error('the order of a referral is not there');
    const ready = readinessOf(referral, order, occasion.receivedAt);
    if (ready === 'too-early') return ready;
    if (ready === 'order-undone') return close(referral, ready);
    const also = closedPuts(referral, { status: 'settled', points: rules.pointsForMember }).map(
      (put) => ({ put, otherwise: { reason: 'no-referral', why: 'settled-before' } as const }),
    );
    const result = await appendOnce(
      table,
      referral.owner,
      entryNamed(keyOfOwner(referral.friend)),
      async (state, attempts) => {
        // Nobody counts under an absorbed member's id any more, so that what is read here stays so.
        const { absorbed } = state;
        const [member = state.member, ...more] = absorbed;
        const elsewhere =
          absorbed.length === 0
            ? { year: 0, month: 0 }
            : await countFriends(table, { member, absorbed: more }, referral.dueAt, program);
        const decision = rewardOwner(state, referral, elsewhere, occasion, program, attempts);
        return decision.ok ? { ok: true, entries: [decision], also } : decision;
      },
    );
    if (result.outcome !== 'refused') return 'settled';
    const { refusal } = result;
    if (refusal.reason !== 'no-referral' || refusal.why === 'settled-before') {
      throw new TableBusy('a referral was settled meanwhile');
    }
    return close(referral, refusal.why === 'same-member' ? 'same-member' : 'limit');
  }

  async function close(
    referral: Referral,
    status: Parameters<typeof closeReferral>[2],
  ): Promise<Outcome> {
    if (await closeReferral(table, referral, status)) return status;
    throw new TableBusy('a referral was settled meanwhile');
  }

  async function giveFriend({ friend }: Referral, occasion: Occasion): Promise<number> {
    const name = entryNamed(keyOfFriend(friend));
    const known = await readOnce(table, name);
    if (known !== undefined) return known.points;
    const result = await appendOnce(table, friend, name, (state, attempts) =>
      alone(rewardFriend(state, { friend }, occasion, program, attempts)),
    );
    if (result.outcome === 'refused') throw new Error('a friend’s points were refused');
    return result.entry.points;
  }

  /** All levels that were reached by now, for a run that was cut off may have left some. */
  async function giveLevels(
    { owner }: Referral,
    rules: ReferralRules,
    occasion: Occasion,
  ): Promise<void> {
    const state = await readMember(table, owner);
    if (state === undefined || rules.levels.length === 0) return;
    const { member, absorbed } = state;
    const { ever } = await countFriends(table, state, occasion.receivedAt, program);
    for (const level of levelsReached(rules, ever)) {
      const before = await Promise.all(
        [member, ...absorbed].map((id) =>
          readOnce(table, entryNamed(keyOfLevel(id, level.friends))),
        ),
      );
      if (before.some((entry) => entry !== undefined)) continue;
      const name = entryNamed(keyOfLevel(member, level.friends));
      await appendOnce(table, member, name, (now, attempts) => {
        if (now.member !== member) throw new TableBusy('a member was merged meanwhile');
        return alone(rewardLevel(now, level, occasion, program, attempts));
      });
    }
  }
}

function entryNamed(award: string) {
  return { kind: 'awarded', key: keys.entry('awarded', award) } as const;
}
