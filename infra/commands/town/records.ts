import { isDeepStrictEqual } from 'node:util';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '../../../shared/table/table.ts';
import { readAddresses } from '../../local/addresses.ts';
import type { BusEvent } from '../../local/bus.ts';
import type { ExecutionReport } from '../../local/executions.ts';
import type { OutboxMessage } from '../../local/outbox.ts';
import { localClient } from '../../local/table.ts';
import type { LocalApi } from '../local-api.ts';

/** What a host keeps of what happened, as far as it can be looked at. */
export interface Records {
  /** Everything in the table, each item as text by its key. */
  items(): Promise<ReadonlyMap<string, Item>>;
  /** What crossed the bus since this was asked for last. */
  newEvents(): Promise<readonly BusEvent[]>;
  /** The messages that were sent since this was asked for last. */
  newMessages(): Promise<readonly OutboxMessage[]>;
  executions(): Promise<readonly ExecutionReport[]>;
}

/** So many messages one after the other are never the same ones again. */
const ALIKE = 5;

/** As many as the host keeps, and shows at once. */
const MOST = 10_000;

/** @param data the host's data folder. */
export function recordsOf(perch: LocalApi, data: string): Records {
  const { tableUrl, tableName } = readAddresses(data);
  const client = new DynamoDBClient(localClient(tableUrl));
  const known = new Set<string>();
  let lastMessages: readonly OutboxMessage[] = [];
  const list = async <One>(what: string): Promise<One[]> => {
    const response = await fetch(`${perch.host}/_local/${what}?limit=${MOST}`);
    if (!response.ok) throw new Error(`/_local/${what} answered ${response.status}`);
    return (await response.json()) as One[];
  };
  return {
    async items() {
      const found = new Map<string, Item>();
      let start: ScanCommand['input']['ExclusiveStartKey'];
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new ScanCommand({
            TableName: tableName,
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          }),
        );
        for (const item of Items.map((one) => unmarshall(one) as Item)) {
          found.set(`${item.PK} ${item.SK}`, item);
        }
        start = LastEvaluatedKey;
      } while (start !== undefined);
      return found;
    },
    async newEvents() {
      const events = await list<BusEvent>('events');
      const fresh = events.filter(({ id }) => !known.has(id));
      if (known.size > 0 && fresh.length === MOST) throw new Error('more events than are kept');
      for (const { id } of fresh) known.add(id);
      return fresh;
    },
    async newMessages() {
      const messages = await list<OutboxMessage>('outbox');
      const fresh = messages.slice(endOf(lastMessages, messages));
      lastMessages = messages.slice(-ALIKE);
      return fresh;
    },
    executions: () => list<ExecutionReport>('executions'),
  };
}

/** Where in a list of messages, which have no ids, those end that were the last ones before. */
function endOf(known: readonly OutboxMessage[], messages: readonly OutboxMessage[]): number {
  if (known.length === 0) return 0;
  for (let end = messages.length; end >= known.length; end--) {
    if (isDeepStrictEqual(messages.slice(end - known.length, end), known)) return end;
  }
  throw new Error('more messages than are kept');
}
