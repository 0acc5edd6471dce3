import type { InboxMessage } from '../../shared/table/people/message-item.ts';
import type { MessageAnswer } from './contract.ts';

export function viewMessage(message: InboxMessage, language: string): MessageAnswer {
  const { fact, topic, text, link, receivedAt } = message;
  return {
    fact,
    topic,
    text: text[language] ?? Object.values(text)[0] ?? '',
    ...(link === undefined ? {} : { link }),
    receivedAt,
  };
}
