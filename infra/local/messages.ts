import type { Journal } from './journal.ts';

/** A message on a queue, as the journal keeps it. Times are epoch milliseconds of the host's clock. */
export interface QueueMessage {
  /** Its place in the journal. */
  readonly row: number;
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: number;
  /** When it may be received first. */
  readonly dueAt: number;
  /** How often it was received and came back. */
  readonly failures: number;
}

/** The messages of all queues, on disk. */
export interface MessageLog {
  insert(queue: string, message: Omit<QueueMessage, 'row' | 'failures'>): QueueMessage;
  remove(message: QueueMessage): void;
  /** Records that a message came back. */
  countFailure(message: QueueMessage): QueueMessage;
  moveTo(queue: string, message: QueueMessage): QueueMessage;
  /** All messages of a queue, the oldest first. */
  of(queue: string): QueueMessage[];
}

export function openMessageLog({ database }: Journal): MessageLog {
  database.exec(`
    CREATE TABLE IF NOT EXISTS message (
      row INTEGER PRIMARY KEY AUTOINCREMENT,
      queue TEXT NOT NULL,
      message_id TEXT NOT NULL,
      body TEXT NOT NULL,
      sent_at INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      failures INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX IF NOT EXISTS message_by_queue ON message (queue, row);
  `);
  const insert = database.prepare(
    'INSERT INTO message (queue, message_id, body, sent_at, due_at) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM message WHERE row = ?');
  const fail = database.prepare('UPDATE message SET failures = failures + 1 WHERE row = ?');
  const move = database.prepare('UPDATE message SET queue = ?, failures = 0 WHERE row = ?');
  const select = database.prepare('SELECT * FROM message WHERE queue = ? ORDER BY row');

  return {
    insert: (queue, message) => {
      const { lastInsertRowid } = insert.run(
        queue,
        message.messageId,
        message.body,
        message.sentAt,
        message.dueAt,
      );
      return { ...message, row: Number(lastInsertRowid), failures: 0 };
    },
    remove: ({ row }) => {
      remove.run(row);
    },
    countFailure: (message) => {
      fail.run(message.row);
      return { ...message, failures: message.failures + 1 };
    },
    moveTo: (queue, message) => {
      move.run(queue, message.row);
      return { ...message, failures: 0 };
    },
    of: (queue) =>
      select.all(queue).map((found) => ({
        row: Number(found.row),
        messageId: String(found.message_id),
        body: String(found.body),
        sentAt: Number(found.sent_at),
        dueAt: Number(found.due_at),
        failures: Number(found.failures),
      })),
  };
}
