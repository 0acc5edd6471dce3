import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  AGENDA_INDEX,
  HISTORY_INDEX,
  ROSTER_INDEX,
  TABLE_KEYS,
  TTL_ATTRIBUTE,
} from '../../shared/table/keys.ts';
import type { Stage } from '../stages.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * What can be done with items; a transaction needs the permission for each of its parts. What counts
 * a campaign's budget or a reward's stock updates.
 */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem';

/** The one table: every member's state, entries, grants and messages. */
export class LoyaltyTable extends Construct {
  readonly name: string;
  /** Of the stream, which tells of every change with the item before and after it. */
  readonly streamArn: string;
  readonly #arn: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    const number = (name: string) => ({ name, type: AttributeType.NUMBER });
    const table = new TableV2(this, 'Table', {
      partitionKey: text(TABLE_KEYS.partition),
      sortKey: text(TABLE_KEYS.sort),
      globalSecondaryIndexes: [
        {
          indexName: HISTORY_INDEX.name,
          partitionKey: text(HISTORY_INDEX.partition),
          sortKey: number(HISTORY_INDEX.sort),
          projectionType: ProjectionType.ALL,
        },
        {
          indexName: ROSTER_INDEX.name,
          partitionKey: text(ROSTER_INDEX.partition),
          sortKey: text(ROSTER_INDEX.sort),
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          indexName: AGENDA_INDEX.name,
          partitionKey: text(AGENDA_INDEX.partition),
          sortKey: text(AGENDA_INDEX.sort),
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
      billing: Billing.onDemand(),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: TTL_ATTRIBUTE,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryptionV2.awsManagedKey(),
      deletionProtection: stage.isProtected,
      removalPolicy: stage.removalPolicy,
    });
    if (table.tableStreamArn === undefined) throw new Error('the table has no stream');
    this.name = table.tableName;
    this.streamArn = table.tableStreamArn;
    this.#arn = table.tableArn;
  }

  /** Allows these actions on the table's items, though on none of its indexes. */
  usedBy(caller: NodeFunction, ...actions: readonly TableAction[]): void {
    caller.may(
      actions.map((action) => `dynamodb:${action}`),
      [this.#arn],
    );
  }

  /** Allows reading a member's entries in order. */
  historyReadBy(caller: NodeFunction): void {
    caller.may(['dynamodb:Query'], [`${this.#arn}/index/${HISTORY_INDEX.name}`]);
  }

  /** Allows going through all members. */
  rosterReadBy(caller: NodeFunction): void {
    caller.may(['dynamodb:Query'], [`${this.#arn}/index/${ROSTER_INDEX.name}`]);
  }

  /** Allows seeing which parts of the roster have members, besides. */
  rosterSeenBy(caller: NodeFunction): void {
    caller.may(['dynamodb:Scan'], [`${this.#arn}/index/${ROSTER_INDEX.name}`]);
  }

  /** Allows finding what is due. */
  agendaReadBy(caller: NodeFunction): void {
    caller.may(['dynamodb:Query'], [`${this.#arn}/index/${AGENDA_INDEX.name}`]);
  }

  /** Allows reading the stream. */
  streamReadBy(caller: NodeFunction): void {
    const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
    caller.may(
      actions.map((action) => `dynamodb:${action}`),
      [this.streamArn],
    );
  }
}
