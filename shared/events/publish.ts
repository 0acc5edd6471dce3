import { setTimeout as pause } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventType } from './event-type.ts';

/** One event on its way to the bus. */
export interface BusEntry {
  readonly name: string;
  readonly source: string;
  readonly detail: unknown;
  /** Epoch milliseconds: when what caused the event was received. */
  readonly at: number;
}

/** @param at epoch milliseconds: when what caused the event was received */
export function busEntry<Detail>(
  type: EventType<string, Detail>,
  detail: Detail,
  at: number,
): BusEntry {
  return { name: type.name, source: type.source, detail, at };
}

/** As many entries as one PutEvents takes. */
const MOST_ENTRIES = 10;

/** The pauses before each further attempt, in milliseconds. */
const PAUSES = [50, 200];

/**
 * Puts events on the bus, in their order, and puts those again that the bus did not take. Ones that
 * it took may arrive more than once, as all events may.
 *
 * @returns the entries that it would not take in three attempts; the same objects as were given
 * @throws when a call as a whole fails, after the client's own retries
 */
export async function publish<Entry extends BusEntry>(
  client: EventBridgeClient,
  busName: string,
  entries: readonly Entry[],
): Promise<readonly Entry[]> {
  const failed: Entry[] = [];
  for (let start = 0; start < entries.length; start += MOST_ENTRIES) {
    const batch = entries.slice(start, start + MOST_ENTRIES);
    failed.push(...(await publishBatch(client, busName, batch)));
  }
  return failed;
}

async function publishBatch<Entry extends BusEntry>(
  client: EventBridgeClient,
  busName: string,
  batch: readonly Entry[],
): Promise<readonly Entry[]> {
  let left = await put(client, busName, batch);
  for (const milliseconds of PAUSES) {
    if (left.length === 0) return left;
    await pause(milliseconds);
    left = await put(client, busName, left);
  }
  return left;
}

/** One PutEvents: the entries that it did not take. */
async function put<Entry extends BusEntry>(
  client: EventBridgeClient,
  busName: string,
  entries: readonly Entry[],
): Promise<readonly Entry[]> {
  const answer = await client.send(
    new PutEventsCommand({
      Entries: entries.map(({ name, source, detail, at }) => ({
        EventBusName: busName,
        Source: source,
        DetailType: name,
        Detail: JSON.stringify(detail),
        Time: new Date(at),
      })),
    }),
  );
  if (!answer.FailedEntryCount) return [];
  return entries.filter((_entry, i) => answer.Entries?.[i]?.ErrorCode !== undefined);
}
