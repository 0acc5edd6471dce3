import type { Clock } from './clock.ts';
import type { Endings } from './endings.ts';
import type { Functions } from './functions.ts';
import type { Journal } from './journal.ts';
import type { Outbox } from './outbox.ts';
import { compilePattern } from './pattern.ts';
import { openConsumer, type QueueConsumer } from './queue-consumer.ts';
import type { Queues } from './queues.ts';
import { streamConsumer } from './stream-consumer.ts';
import { openTail, type RecordHandler, type StreamTail } from './stream-tail.ts';
import type { HostedTable } from './table.ts';
import { type HostedResource, type HostedTemplate, wire } from './template.ts';

type Mapping = HostedResource<'AWS::Lambda::EventSourceMapping'>;

/** What event source mappings connect, and what they use. */
export interface MappingsSpec {
  readonly template: HostedTemplate;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly endings: Endings;
}

/** As many batches at once as a mapping without a scaling limit may have. */
const UNLIMITED = 1_000;

const enabledMappings = (template: HostedTemplate): readonly Mapping[] =>
  template
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.Enabled !== false);

const isStream = ({ properties }: Mapping): boolean =>
  properties.EventSourceArn.startsWith('arn:aws:dynamodb:');

const gathers = ({ properties }: Mapping): boolean =>
  (properties.MaximumBatchingWindowInSeconds ?? 0) > 0;

/** The ARNs of queues whose messages wait a moment for others to share a batch with. */
export function gatheringQueues(template: HostedTemplate): ReadonlySet<string> {
  const arns = enabledMappings(template).filter(gathers);
  return new Set(arns.map(({ properties }) => properties.EventSourceArn));
}

/** The template's mappings from queues to functions. */
export function openConsumers(spec: MappingsSpec): readonly QueueConsumer[] {
  const mappings = enabledMappings(spec.template).filter((mapping) => !isStream(mapping));
  return mappings.map((mapping) =>
    wire(mapping, ({ properties }) => {
      if (properties.FilterCriteria !== undefined) {
        throw new Error('FilterCriteria is honoured for streams only');
      }
      return openConsumer({
        queue: spec.queues.byArn(properties.EventSourceArn),
        fn: spec.functions.find(properties.FunctionName),
        batchSize: properties.BatchSize ?? 10,
        maxConcurrency: properties.ScalingConfig?.MaximumConcurrency ?? UNLIMITED,
        reportsFailures: properties.FunctionResponseTypes !== undefined,
        gathers: gathers(mapping),
        onEnd: spec.endings.note,
      });
    }),
  );
}

/** What the tails of the tables' streams use beside. */
export interface StreamsSpec extends MappingsSpec {
  readonly tables: readonly HostedTable[];
  readonly outbox: Outbox;
  readonly tableUrl: string;
  readonly signal: AbortSignal;
}

/** The tail of a table's stream. */
export interface TableTail extends StreamTail {
  /** The table's name. */
  readonly table: string;
}

/** Follows each stream for the functions that are mapped to it, and for the outbox. */
export function openStreams(spec: StreamsSpec): readonly TableTail[] {
  const mappings = enabledMappings(spec.template).filter(isStream);
  const streams = spec.tables.flatMap(({ resource: { ref, attributes }, engineArn }) =>
    engineArn === undefined ? [] : [{ table: ref, arn: attributes.StreamArn ?? ref, engineArn }],
  );
  for (const mapping of mappings) {
    wire(mapping, ({ properties: { EventSourceArn } }) => {
      if (streams.some(({ arn }) => arn === EventSourceArn)) return;
      throw new Error(`EventSourceArn ${EventSourceArn} is no stream of this template`);
    });
  }
  return streams.map(({ table, arn, engineArn }) => {
    const consumers = mappings
      .filter(({ properties }) => properties.EventSourceArn === arn)
      .map((mapping) => wire(mapping, () => openStreamConsumer(mapping, arn, spec)));
    const { tableUrl, journal, signal } = spec;
    const handlers = [spec.outbox.watch, ...consumers];
    return { table, ...openTail({ engineArn, arn, tableUrl, journal, handlers, signal }) };
  });
}

function openStreamConsumer(
  { properties }: Mapping,
  arn: string,
  spec: StreamsSpec,
): RecordHandler {
  const { MaximumRetryAttempts = -1, DestinationConfig } = properties;
  const filters = properties.FilterCriteria?.Filters ?? [];
  return streamConsumer({
    fn: spec.functions.find(properties.FunctionName),
    arn,
    clock: spec.clock,
    batchSize: properties.BatchSize ?? 100,
    filters: filters.map(({ Pattern }) => compilePattern(JSON.parse(Pattern))),
    reportsFailures: properties.FunctionResponseTypes !== undefined,
    bisects: properties.BisectBatchOnFunctionError === true,
    maxRetries: MaximumRetryAttempts === -1 ? Number.POSITIVE_INFINITY : MaximumRetryAttempts,
    onFailure: DestinationConfig && spec.queues.byArn(DestinationConfig.OnFailure.Destination),
    signal: spec.signal,
  });
}
