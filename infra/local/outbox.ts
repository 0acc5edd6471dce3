import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isMessageKey } from '../../shared/table/keys.ts';
import { readMessage } from '../../shared/table/people/message-item.ts';
import type { Item } from '../../shared/table/table.ts';
import type { Journal } from './journal.ts';
import type { JsonItem } from './stream-records.ts';
import type { RecordHandler } from './stream-tail.ts';

/** A message that was sent to somebody, as the outbox shows it. */
export interface OutboxMessage {
  readonly channel: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** When it was sent, `2026-11-01T09:00:00.000Z`. */
  readonly time: string;
  /** What the channel's service was asked, word for word; absent in the app. */
  readonly request?: unknown;
}

/** Every message that left the system, on whatever channel. */
export interface Outbox {
  /** Takes in-app messages out of the table's stream as they are written. */
  readonly watch: RecordHandler;
  /** Takes a message that a channel's service has accepted; it is on disk when this returns. */
  take(messageId: string, message: OutboxMessage): void;
  /** The last messages, the oldest first. */
  recent(atMost: number): OutboxMessage[];
}

/** How many messages are kept to be looked at. */
const KEPT_MESSAGES = 10_000;

export function openOutbox(journal: Journal): Outbox {
  journal.database.exec(`CREATE TABLE IF NOT EXISTS outbox (
    row INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, message TEXT NOT NULL
  )`);
  const insert = journal.database.prepare(
    'INSERT OR IGNORE INTO outbox (key, message) VALUES (?, ?)',
  );
  const trim = journal.database.prepare('DELETE FROM outbox WHERE row <= ?');
  const newest = journal.database.prepare('SELECT message FROM outbox ORDER BY row DESC LIMIT ?');

  function take(key: string, message: OutboxMessage): void {
    const row = Number(insert.run(key, JSON.stringify(message)).lastInsertRowid);
    if (row % 1_000 === 0) trim.run(row - KEPT_MESSAGES);
  }

  return {
    watch: async ({ records }) => {
      const sent = records.flatMap(({ eventName, dynamodb }) => {
        const image = eventName === 'INSERT' ? dynamodb.NewImage : undefined;
        const message = image && outboxFromItem(image);
        return message ? [{ key: JSON.stringify(dynamodb.Keys), message }] : [];
      });
      if (sent.length === 0) return;
      journal.transaction(() => {
        for (const { key, message } of sent) take(key, message);
      });
    },
    take,
    recent: (atMost) =>
      newest
        .all(atMost)
        .map((found) => JSON.parse(String(found.message)) as OutboxMessage)
        .reverse(),
  };
}

/** The in-app message that an item of the table holds; `undefined` when it holds none. */
export function outboxFromItem(item: JsonItem): OutboxMessage | undefined {
  const plain = unmarshall(item as Record<string, AttributeValue>) as Item;
  if (!isMessageKey(plain)) return undefined;
  const { member, topic, text, receivedAt } = readMessage(plain);
  const body = text.en ?? Object.values(text)[0] ?? '';
  return { channel: 'in-app', to: member, subject: topic, body, time: receivedAt };
}
