import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod';

/** What a task of a state machine calls, by the resource that its definition names. */
export type TaskKind = 'lambda:invoke' | 'events:putEvents' | 'sqs:sendMessage';

/** A state machine that this host can run. */
export interface MachineDefinition {
  readonly definition: StateMachineDefinition;
  /** Every task, at any depth, by the name of its state. */
  readonly tasks: ReadonlyMap<string, TaskKind>;
  /** The states whose definition allows retries. */
  readonly retried: readonly string[];
}

const state = z.looseObject({ Type: z.string() });
const states = z.object({
  StartAt: z.string(),
  States: z.record(z.string(), state),
  QueryLanguage: z.optional(z.literal('JSONPath')),
});
type State = z.infer<typeof state>;

const tasks: Readonly<Record<string, TaskKind>> = {
  'arn:aws:states:::lambda:invoke': 'lambda:invoke',
  'arn:aws:states:::events:putEvents': 'events:putEvents',
  'arn:aws:states:::sqs:sendMessage': 'sqs:sendMessage',
};

const honouredTypes = ['Task', 'Choice', 'Pass', 'Map', 'Parallel', 'Succeed', 'Fail'];

/** Fields that the interpreter would pass over in silence, or not run as AWS does. */
const unhonouredFields = [
  'Credentials',
  'HeartbeatSeconds',
  'HeartbeatSecondsPath',
  'ItemBatcher',
  'ItemReader',
  'ResultWriter',
  'ToleratedFailureCount',
  'ToleratedFailurePercentage',
];

/** Context fields that would be the wall clock's. */
const timesOfTheMachine = /\$\$\.(Execution\.StartTime|State\.EnteredTime)/;

/**
 * Reads a state machine's definition.
 *
 * @throws naming the state and what of it this host cannot run.
 */
export function readDefinition(text: string): MachineDefinition {
  const parsed: unknown = JSON.parse(text);
  const found = new Map<string, State>();
  collect(parsed, found);
  const refusals = [...found].flatMap(([name, each]) =>
    refusalsOf(each).map((refusal) => `state ${name} ${refusal}`),
  );
  if (refusals.length > 0) throw new Error(refusals.join('; '));
  // The interpreter checks the definition as a whole against the language when it takes it.
  return {
    definition: parsed as StateMachineDefinition,
    tasks: new Map(
      [...found].flatMap(([name, each]) => (each.Type === 'Task' ? [[name, kindOf(each)]] : [])),
    ),
    retried: [...found].flatMap(([name, each]) => ('Retry' in each ? [name] : [])),
  };
}

function collect(machine: unknown, into: Map<string, State>): void {
  const { States } = states.parse(machine);
  for (const [name, each] of Object.entries(States)) {
    into.set(name, each);
    const branches = Array.isArray(each.Branches) ? each.Branches : [];
    const iterator = each.ItemProcessor ?? each.Iterator;
    for (const inner of iterator === undefined ? branches : [iterator]) collect(inner, into);
  }
}

function refusalsOf(each: State): readonly string[] {
  const { ItemProcessor, Iterator: _, Branches, ...own } = each;
  const fields = unhonouredFields.filter((field) => field in each);
  const text = JSON.stringify(own);
  return [
    ...(honouredTypes.includes(each.Type) ? [] : [`is of type ${each.Type}`]),
    ...fields.map((field) => `uses ${field}`),
    ...(each.Type === 'Task' && tasks[String(each.Resource)] === undefined
      ? [`calls ${String(each.Resource)}`]
      : []),
    ...(timesOfTheMachine.test(text) ? ['reads the time of the machine'] : []),
    ...(/"Is(Null|Present)":false/.test(text) ? ['tests IsNull or IsPresent for false'] : []),
  ];
}

function kindOf(task: State): TaskKind {
  const kind = tasks[String(task.Resource)];
  if (kind === undefined) throw new Error(`no task calls ${String(task.Resource)}`);
  return kind;
}
