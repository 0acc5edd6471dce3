import type { DynamoDBRecord } from 'aws-lambda';
import type { BusEntry } from '../../shared/events/publish.ts';
import { streamFunction } from '../../shared/lambda/stream.ts';
import { readEntry } from '../../shared/table/ledger/entry-item.ts';
import { readImage } from '../../shared/table/stream-image.ts';
import { factOf } from './fact.ts';

export interface RelayDependencies {
  /** Puts events on the bus and returns those that it would not take. */
  readonly publish: <Entry extends BusEntry>(
    entries: readonly Entry[],
  ) => Promise<readonly Entry[]>;
  /** Sets a record aside, whole, that cannot be told as a fact. */
  readonly setAside: (record: DynamoDBRecord) => Promise<void>;
}

/**
 * Tells the bus one fact for each new entry of the table. What the bus would not take comes again;
 * a record that makes no fact is set aside and the rest go on.
 */
export function relay({ publish, setAside }: RelayDependencies) {
  return streamFunction(async (records, log) => {
    const facts: (BusEntry & { readonly sequence: string; readonly correlationId: string })[] = [];
    for (const record of records) {
      try {
        const entry = entryOf(record);
        const { correlationId } = entry;
        facts.push({ ...factOf(entry), sequence: sequenceOf(record), correlationId });
      } catch (fault) {
        log.error('a stream record is no entry', fault instanceof Error ? fault : String(fault));
        await setAside(record);
      }
    }
    const left = await publish(facts);
    for (const { name, correlationId } of facts.filter((fact) => !left.includes(fact))) {
      log.info('fact published', { fact: name, correlationId });
    }
    if (left.length > 0) log.warn('the bus did not take facts', { left: left.length });
    return left.map((fact) => fact.sequence);
  });
}

function entryOf(record: DynamoDBRecord) {
  const image = record.dynamodb?.NewImage;
  if (image === undefined) throw new Error('the record has no new image');
  return readEntry(readImage(image)).entry;
}

function sequenceOf(record: DynamoDBRecord): string {
  const sequence = record.dynamodb?.SequenceNumber;
  if (sequence === undefined) throw new Error('the record has no sequence number');
  return sequence;
}
