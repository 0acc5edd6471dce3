import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../infra/local/pattern.ts';
import { catalogue } from '../../shared/events/catalogue.ts';
import { memberMerged, pointsClawedBack, pointsEarned } from '../../shared/events/ledger-facts.ts';
import { type Reference, Synthesized } from './synthesized.ts';

const stack = new Synthesized('production');

interface Rule {
  readonly EventBusName?: unknown;
  readonly EventPattern: unknown;
  readonly Targets: readonly [{ readonly Arn: Reference }];
}

// What AWS itself tells of comes over the default bus, and is none of the catalogue.
const rules = stack
  .all<Rule>('AWS::Events::Rule')
  .filter(([, { EventBusName }]) => EventBusName !== undefined)
  .map(([, { EventPattern, Targets }]) => ({
    matches: compilePattern(EventPattern),
    // Logical ids are the path of constructs without separators, and a hash.
    queue: stack.at(Targets[0].Arn).id.replace(/Queue[0-9A-F]{8}$/, ''),
  }));

/** The queues that an event of the catalogue comes to. */
function queuesOf(
  { name, source }: { readonly name: string; readonly source: string },
  detail: unknown,
): readonly string[] {
  const event = { source, 'detail-type': name, detail };
  return rules.filter(({ matches }) => matches(event)).map(({ queue }) => queue);
}

const ledger = 'LedgerWriterShopEvents';
const promotions = 'TierPromotionPromotions';
const messages = 'MemberMessages';
const subscriptions = 'MemberSubscriptionsChanges';

describe('the bus delivers', () => {
  test('every event of the catalogue to whom it concerns', () => {
    const deliveries = catalogue.map((event) => [event.name, queuesOf(event, event.example)]);
    expect(deliveries).toEqual([
      ['order.paid', [ledger]],
      ['order.refunded', [ledger]],
      ['order.refund-reversed', [ledger]],
      ['order.cancelled', [ledger]],
      ['order.payment-made', [ledger]],
      ['subscription.changed', [subscriptions]],
      ['subscription.renewal-ahead', [subscriptions]],
      ['order.touched', ['ShopReaderTouches']],
      ['subscription.touched', ['ShopReaderTouches']],
      ['customer.told', ['MemberProfilesTold']],
      ['customer.data-requested', ['PrivacyRequests']],
      ['customer.redacted', ['PrivacyRequests']],
      ['shop.redacted', ['PrivacyRequests']],
      ['points.earned', [promotions, messages]],
      ['points.clawed-back', [messages]],
      ['points.redeemed', [messages]],
      ['points.restored', [messages]],
      ['points.expired', [messages]],
      ['points.adjusted', [messages]],
      ['points.awarded', [messages]],
      ['tier.reviewed', [messages]],
      ['member.imported', []],
      ['member.merged', []],
      ['member.absorbed', []],
      ['member.unmerged', []],
      ['member.released', []],
      ['tier.reached', [messages]],
      ['rewards.granted', [messages]],
      ['points.expiring', [messages]],
      ['renewal.due', [messages]],
      ['content.due', [messages]],
    ]);
  });

  test('a promotion where there are rewards to grant, with a tier or without', () => {
    const { rewards, ...withoutRewards } = pointsEarned.example;
    expect(rewards).toBeDefined();
    expect(queuesOf(pointsEarned, withoutRewards)).toEqual([messages]);
    expect(queuesOf(pointsEarned, { ...pointsEarned.example, tierChange: 'none' })).toEqual([
      promotions,
      messages,
    ]);
  });

  test('a merge to whom it concerns, where both together reached a tier', () => {
    const { tier, rewards } = pointsEarned.example;
    const reached = { ...memberMerged.example, tier, rewards, tierChange: 'up' };
    expect(queuesOf(memberMerged, reached)).toEqual([promotions]);
  });

  test('one message of points that are pending', () => {
    const { rewards, ...pending } = {
      ...pointsEarned.example,
      points: 0,
      pendingPoints: 49,
      availableAt: '2026-11-15T09:00:00.000Z',
    };
    expect(queuesOf(pointsEarned, pending)).toEqual([messages]);
  });

  test('a message of points that a reversed refund gave back', () => {
    expect(queuesOf(pointsClawedBack, { ...pointsClawedBack.example, points: 20 })).toEqual([
      messages,
    ]);
  });

  test('no message where no points moved', () => {
    expect(queuesOf(pointsEarned, { ...pointsEarned.example, points: 0 })).toEqual([promotions]);
    expect(queuesOf(pointsClawedBack, { ...pointsClawedBack.example, points: 0 })).toEqual([]);
  });

  test('nothing that somebody else says under the name of an event', () => {
    for (const { name, example } of catalogue) {
      expect(queuesOf({ name, source: 'somebody.else' }, example), name).toEqual([]);
    }
  });
});

describe('the relay is told', () => {
  const mapping = stack
    .all<{ FilterCriteria?: { Filters: [{ Pattern: string }] } }>('AWS::Lambda::EventSourceMapping')
    .flatMap(([, { FilterCriteria }]) => FilterCriteria?.Filters ?? []);
  const matches = compilePattern(JSON.parse(mapping[0]?.Pattern ?? '{}'));

  const key = { PK: { S: 'O#demo-shopify#5001' }, SK: { S: 'ORDER' } };
  const unclaimed = { ...key, kind: { S: 'unclaimed' }, revision: { N: '0' } };
  const waiting = { ...unclaimed, member: { S: 'W#someone' }, v: { N: '1772539200' } };
  const place = { member: { S: 'someone' }, v: { N: '3' } };
  const entry = { ...key, kind: { S: 'earned' }, ...place, program: { S: 'ladder@0a1b2c3d' } };
  const state = { PK: { S: 'M#someone' }, SK: { S: 'STATE' }, v: { N: '3' } };

  test.each([
    ['of a new entry', 'INSERT', undefined, entry, true],
    ['of an unclaimed order that is claimed', 'MODIFY', unclaimed, entry, true],
    ['of an order whose customer joins', 'MODIFY', waiting, entry, true],
    ['not of an unclaimed order', 'INSERT', undefined, unclaimed, false],
    ['not of an order that waits for its customer', 'INSERT', undefined, waiting, false],
    ['not of an unclaimed order whose customer is named', 'MODIFY', unclaimed, waiting, false],
    ['not of a state that changes', 'MODIFY', { ...state, v: { N: '2' } }, state, false],
    ['not of an entry that is written over with itself', 'MODIFY', entry, entry, false],
    ['not of an entry that is erased', 'REMOVE', entry, undefined, false],
  ])('%s', (_, eventName, OldImage, NewImage, told) => {
    const images = { ...(OldImage && { OldImage }), ...(NewImage && { NewImage }) };
    expect(matches({ eventName, dynamodb: { Keys: key, ...images } })).toBe(told);
  });
});
