import { type EventOf, readEvent } from '../../shared/events/event-type.ts';
import {
  pointsAdjusted,
  pointsAwarded,
  pointsClawedBack,
  pointsEarned,
  pointsRedeemed,
  pointsRestored,
} from '../../shared/events/ledger-facts.ts';
import { rewardsGranted, tierReached } from '../../shared/events/promotion-events.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import { namedCause } from '../../shared/messages/award-cause.ts';
import { writeDay } from '../../shared/messages/date.ts';
import type { Language } from '../../shared/messages/language.ts';
import { speak } from '../../shared/messages/languages.ts';
import type { Program, Text } from '../../shared/program/program.ts';
import { messageItem } from '../../shared/table/message-item.ts';
import type { Table } from '../../shared/table/table.ts';

/** What members are told of. */
const told = [
  pointsEarned,
  pointsClawedBack,
  pointsRedeemed,
  pointsRestored,
  pointsAdjusted,
  pointsAwarded,
  tierReached,
  rewardsGranted,
] as const;

export interface NotifyDependencies {
  readonly table: Table;
  readonly program: Program;
}

/** Puts what happened into the member's inbox, once for each fact and topic. */
export function notify({ table, program }: NotifyDependencies) {
  return queueFunction(async ({ body, log }) => {
    const event = readEvent(told, body);
    const { member, receivedAt } = event.detail;
    const fact = 'fact' in event.detail ? event.detail.fact : event.detail.id;
    const item = messageItem({
      member,
      fact,
      topic: event.name,
      text: inEveryLanguage(program, (language, tag) => say(event, language, tag)),
      receivedAt,
    });
    const isNew = await table.put({ item, condition: 'absent' });
    log.info(isNew ? 'message put in the inbox' : 'message sent before', {
      fact,
      topic: event.name,
    });
  });

  function say(event: Told, language: Language, tag: string): string {
    switch (event.name) {
      case 'points.earned': {
        const { points, balance, pendingPoints, availableAt } = event.detail;
        if (pendingPoints === undefined || availableAt === undefined) {
          return language.pointsEarned(points, balance.after);
        }
        const day = writeDay(Date.parse(availableAt), tag, program.timeZone);
        return language.pointsPending(pendingPoints, day);
      }
      case 'points.clawed-back': {
        const { points, balance, reason } = event.detail;
        return language.pointsClawedBack(-points, balance.after, reason);
      }
      case 'points.redeemed':
        return language.pointsRedeemed(-event.detail.points, event.detail.balance.after);
      case 'points.restored':
        return language.pointsRestored(event.detail.points, event.detail.balance.after);
      case 'points.adjusted':
        return language.pointsAdjusted(event.detail.points, event.detail.balance.after);
      case 'points.awarded': {
        const { points, balance, cause } = event.detail;
        return language.pointsAwarded(points, balance.after, namedCause(cause, program, tag));
      }
      case 'tier.reached': {
        const tier = program.tiers.find(({ id }) => id === event.detail.tier);
        const name = tier?.name[tag] ?? event.detail.tier;
        return language.tierReached(name, rewardNames(event.detail.rewards, tag));
      }
      case 'rewards.granted':
        return language.rewardsGranted(rewardNames(event.detail.rewards, tag));
    }
  }

  function rewardNames(ids: readonly string[], tag: string): string[] {
    return program.rewards
      .filter(({ id }) => ids.includes(id))
      .map(({ id, name }) => name[tag] ?? id);
  }
}

type Told = EventOf<(typeof told)[number]>;

function inEveryLanguage(program: Program, say: (language: Language, tag: string) => string): Text {
  return Object.fromEntries(program.languages.map((tag) => [tag, say(speak(tag), tag)]));
}
