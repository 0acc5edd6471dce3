import { expect, test } from 'vitest';
import { type Start, startPromotion } from '../../../functions/start-promotion/handler.ts';
import { memberMerged, pointsAwarded, pointsEarned } from '../../../shared/events/ledger-facts.ts';
import { deliver, envelope } from '../../support/invoke.ts';

test('a fact starts one promotion, under a name that is the same for every repeat of it', async () => {
  const started = new Map<string, unknown>();
  const start: Start = async (name, promotion) => {
    if (started.has(name)) return false;
    started.set(name, promotion);
    return true;
  };
  const fact = envelope(pointsEarned, pointsEarned.example);
  expect(await deliver(startPromotion(start), fact, fact)).toEqual([]);
  expect([...started.keys()]).toEqual([expect.stringMatching(/^[A-Za-z0-9_-]{1,80}$/)]);
  expect([...started.values()]).toEqual([
    {
      fact: 'Zr8u0s7CqkqvJ1nq0uWf2A.3',
      member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
      tier: 'regular',
      rewards: ['brand-supporter-badge', 'priority-support'],
      cause: null,
      occurredAt: '2026-11-01T09:00:00.000Z',
      receivedAt: '2026-11-01T09:00:02.000Z',
      correlationId: 'Jx3a9gYlDoEEPJg=',
    },
  ]);
});

test('a fact without rewards to grant starts none', async () => {
  const { rewards, ...detail } = pointsEarned.example;
  const start: Start = () => Promise.reject(new Error('a promotion was started'));
  expect(await deliver(startPromotion(start), envelope(pointsEarned, detail))).toEqual([]);
});

test('rewards that come without a tier start a promotion that names none, and says what for', async () => {
  const started: unknown[] = [];
  const start: Start = async (_, promotion) => started.push(promotion) > 0;
  const rewards = ['spring-coupon'];
  const awarded = { ...pointsAwarded.example, rewards };
  expect(await deliver(startPromotion(start), envelope(pointsAwarded, awarded))).toEqual([]);
  expect(started).toMatchObject([{ fact: awarded.id, tier: null, rewards, cause: awarded.cause }]);
});

test('a merge that reached a tier starts a promotion like an order does', async () => {
  const started: unknown[] = [];
  const start: Start = async (_, promotion) => started.push(promotion) > 0;
  const { tier, rewards, ...detail } = { ...pointsEarned.example };
  const merged = { ...memberMerged.example, tier, rewards, tierChange: 'up' as const };
  expect(await deliver(startPromotion(start), envelope(memberMerged, merged))).toEqual([]);
  expect(started).toMatchObject([{ member: detail.member, tier: 'regular', rewards }]);
});
