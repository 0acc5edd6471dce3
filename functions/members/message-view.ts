import type { InboxMessage } from '../../shared/table/message-item.ts';
import type { MessageAnswer } from './contract.ts';

export function viewMessage(message: InboxMessage, language: string): MessageAnswer {
  const { fact, topic, text, receivedAt } = message;
  return { fact, topic, text: text[language] ?? Object.values(text)[0] ?? '', receivedAt };
}
