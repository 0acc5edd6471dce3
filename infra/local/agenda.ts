import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { AGENDA_INDEX } from '../../shared/table/keys.ts';
import { type HostedTable, localClient } from './table.ts';

/** What stands in the table's agenda, for a clock that is moved past what is due. */
export interface Agenda {
  /**
   * When the first thing is due that is not due yet, in epoch milliseconds; undefined where there is
   * none. `now` where something is due already. A birthday's place says a year and not a day: where
   * there is one, something may be due at the end of each day.
   */
  nextDue(now: number): Promise<number | undefined>;
  close(): void;
}

/** So many pages of it are read: more, and something is due at any time. */
const MOST_PAGES = 5;

const DAY_MS = 86_400_000;

/** A place in the agenda begins with its instant, as ISO 8601 writes it with milliseconds. */
const INSTANT_LENGTH = 24;

/**
 * Opens the agenda of the table that has one; of none where no table does. It is read again only when
 * something was written to the table.
 *
 * @param positionOf how far a table's stream has been read; undefined where nobody reads it.
 */
export function openAgenda(
  tables: readonly HostedTable[],
  endpoint: string,
  positionOf: (table: string) => string | undefined,
): Agenda | undefined {
  const found = tables.find(({ resource }) =>
    resource.properties.GlobalSecondaryIndexes?.some(
      ({ IndexName }) => IndexName === AGENDA_INDEX.name,
    ),
  );
  if (found === undefined) return undefined;
  const client = new DynamoDBClient(localClient(endpoint));
  const scan = (start: ScanCommand['input']['ExclusiveStartKey']) =>
    client.send(
      new ScanCommand({
        TableName: found.resource.ref,
        IndexName: AGENDA_INDEX.name,
        ProjectionExpression: '#partition, #due',
        ExpressionAttributeNames: {
          '#partition': AGENDA_INDEX.partition,
          '#due': AGENDA_INDEX.sort,
        },
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
  let read: ({ readonly position: string | undefined } & Standing) | undefined;
  return {
    async nextDue(now) {
      const position = positionOf(found.resource.ref);
      if (read === undefined || position === undefined || read.position !== position) {
        read = { position, ...(await readStanding()) };
      }
      const first = Math.min(read.first, read.hasBirthdays ? endOfDay(now) : read.first);
      return first === Number.POSITIVE_INFINITY ? undefined : Math.max(first, now);
    },
    close: () => client.destroy(),
  };

  async function readStanding(): Promise<Standing> {
    let first = Number.POSITIVE_INFINITY;
    let hasBirthdays = false;
    let start: ScanCommand['input']['ExclusiveStartKey'];
    for (let page = 0; page < MOST_PAGES; page++) {
      const { Items = [], LastEvaluatedKey } = await scan(start);
      for (const item of Items.map((one) => unmarshall(one))) {
        const isBirthday = String(item[AGENDA_INDEX.partition]).startsWith('birthday#');
        if (isBirthday) hasBirthdays = true;
        else first = Math.min(first, dueOf(String(item[AGENDA_INDEX.sort])));
      }
      if (LastEvaluatedKey === undefined) return { first, hasBirthdays };
      start = LastEvaluatedKey;
    }
    return { first: 0, hasBirthdays };
  }
}

/** What was found in an agenda. */
interface Standing {
  /** The earliest instant in it; 0 where there is more than is read, infinite where there is none. */
  readonly first: number;
  readonly hasBirthdays: boolean;
}

function dueOf(place: string): number {
  return Date.parse(place.slice(0, INSTANT_LENGTH));
}

function endOfDay(now: number): number {
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}
