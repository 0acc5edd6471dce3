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
        onEnd: spec.endings.note,
      });
    }),
  );
}

/** What the tail of the table's stream uses beside. */
export interface StreamSpec extends MappingsSpec {
  readonly outbox: Outbox;
  readonly tableUrl: string;
  /** The stream's ARN as the engine knows it. */
  readonly engineArn: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Follows the table's stream for the functions that are mapped to it, and for the outbox.
 *
 * @returns `undefined` when the table has no stream.
 */
export function openStream(spec: StreamSpec): StreamTail | undefined {
  const mappings = enabledMappings(spec.template).filter(isStream);
  const [table] = spec.template.ofType('AWS::DynamoDB::GlobalTable');
  const arn = table?.attributes.StreamArn;
  if (arn === undefined || spec.engineArn === undefined) return undefined;
  const consumers = mappings.map((mapping) =>
    wire(mapping, () => openStreamConsumer(mapping, arn, spec)),
  );
  return openTail({
    engineArn: spec.engineArn,
    arn,
    tableUrl: spec.tableUrl,
    journal: spec.journal,
    handlers: [spec.outbox.watch, ...consumers],
    signal: spec.signal,
  });
}

function openStreamConsumer({ properties }: Mapping, arn: string, spec: StreamSpec): RecordHandler {
  if (properties.EventSourceArn !== arn) {
    throw new Error(`EventSourceArn ${properties.EventSourceArn} is no stream of this template`);
  }
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
