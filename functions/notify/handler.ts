import { type EventOf, readEvent } from '../../shared/events/event-type.ts';
import { pointsClawedBack, pointsEarned } from '../../shared/events/ledger-facts.ts';
import { tierReached } from '../../shared/events/promotion-events.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import { type Language, speak } from '../../shared/messages/language.ts';
import type { Program, Text } from '../../shared/program/program.ts';
import { messageItem } from '../../shared/table/message-item.ts';
import type { Table } from '../../shared/table/table.ts';

/** What members are told of. */
const told = [pointsEarned, pointsClawedBack, tierReached] as const;

export interface NotifyDependencies {
  readonly table: Table;
  readonly program: Program;
}

/** Puts what happened into the member's inbox, once for each fact and topic. */
export function notify({ table, program }: NotifyDependencies) {
  return queueFunction(async ({ body, log }) => {
    const event = readEvent(told, body);
    const { member, receivedAt } = event.detail;
    const fact = event.name === 'tier.reached' ? event.detail.fact : event.detail.id;
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
      case 'points.earned':
        return language.pointsEarned(event.detail.points, event.detail.balance.after);
      case 'points.clawed-back': {
        const { points, balance, reason } = event.detail;
        return language.pointsClawedBack(-points, balance.after, reason);
      }
      case 'tier.reached': {
        const tier = program.tiers.find(({ id }) => id === event.detail.tier);
        const rewards = program.rewards.filter(({ id }) => event.detail.rewards.includes(id));
        return language.tierReached(
          tier?.name[tag] ?? event.detail.tier,
          rewards.map(({ id, name }) => name[tag] ?? id),
        );
      }
    }
  }
}

type Told = EventOf<(typeof told)[number]>;

function inEveryLanguage(program: Program, say: (language: Language, tag: string) => string): Text {
  return Object.fromEntries(program.languages.map((tag) => [tag, say(speak(tag), tag)]));
}
