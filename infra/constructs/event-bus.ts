import { Duration } from 'aws-cdk-lib';
import { EventBus as Bus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { EventType } from '../../shared/events/event-type.ts';
import type { Stage } from '../stages.ts';
import type { NodeFunction } from './node-function.ts';
import type { WorkQueue } from './work-queue.ts';

/** What a rule asks of one field: one of these values, or of these matchers, must hold. */
type FieldFilter = readonly (
  | string
  | { readonly exists: boolean }
  | { readonly numeric: readonly ['<' | '=' | '>', number] }
)[];

/** Which events go to a queue. */
export interface Delivery<Detail> {
  /** Event types of the catalogue. */
  readonly events: readonly EventType<string, Detail>[];
  /** What their detail must say besides; every field named must match. */
  readonly when?: { readonly [Field in keyof Detail]?: FieldFilter };
  readonly to: WorkQueue;
}

/** The bus over which everything in the catalogue goes, and the rules that say where to. */
export class EventBus extends Construct {
  readonly bus: Bus;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.bus = new Bus(this, 'Bus', {
      eventBusName: `perch-${stage.name}`,
      description: `Perch ${stage.name}: what shops report and what became of it`,
    });
  }

  get name(): string {
    return this.bus.eventBusName;
  }

  /** Allows putting events on the bus. */
  publishedBy(caller: NodeFunction): void {
    caller.may(['events:PutEvents'], [this.bus.eventBusArn]);
  }

  /**
   * Delivers events to a queue: for a day and 185 attempts, as long as EventBridge can, and then to
   * the queue's dead letters. Rules have queues for targets and nothing else, so that whatever
   * happens to a consumer, its events wait for it.
   */
  deliver<Detail>(id: string, { events, when, to }: Delivery<Detail>): void {
    new Rule(this, id, {
      eventBus: this.bus,
      description: `${events.map((event) => event.name).join(', ')} to ${to.node.path}`,
      eventPattern: {
        source: [...new Set(events.map((event) => event.source))],
        detailType: events.map((event) => event.name),
        ...(when === undefined ? {} : { detail: when }),
      },
      targets: [
        new SqsQueue(to.queue, {
          deadLetterQueue: to.deadLetters,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }
}
