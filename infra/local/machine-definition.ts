import * as z from 'zod';

/*
 * A state machine's definition as its author wrote it, and what of it this host refuses. How it is
 * made ready for the interpreter is in `runnable-machine.ts`. Whether it keeps the rules of the
 * language in full is for tests to say: the interpreter's look at that takes longer than all else.
 */

/** What a task of a state machine calls, by the resource that its definition names. */
export type TaskKind = 'lambda:invoke' | 'events:putEvents' | 'sqs:sendMessage';

const state = z.looseObject({ Type: z.string() });
const machine = z.looseObject({
  StartAt: z.string(),
  States: z.record(z.string(), state),
  QueryLanguage: z.optional(z.literal('JSONPath')),
});

export type State = z.infer<typeof state>;

/** A state machine, or a part of one with a beginning of its own. */
export type Machine = z.infer<typeof machine>;

const taskKinds: Readonly<Record<string, TaskKind>> = {
  'arn:aws:states:::lambda:invoke': 'lambda:invoke',
  'arn:aws:states:::events:putEvents': 'events:putEvents',
  'arn:aws:states:::sqs:sendMessage': 'sqs:sendMessage',
};

const honouredTypes = ['Task', 'Choice', 'Pass', 'Map', 'Parallel', 'Succeed', 'Fail'];

/** Fields that the interpreter would pass over in silence, or not run as AWS does. */
const unhonouredFields = [
  'Assign',
  'Credentials',
  'HeartbeatSeconds',
  'HeartbeatSecondsPath',
  'ItemBatcher',
  'ItemReader',
  'ResultWriter',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
];

/** Fields that only a Distributed Map has. */
const distributedFields = ['Label', 'ToleratedFailurePercentage'];

/** Context fields that would be the wall clock's. */
const timesOfTheMachine = /\$\$\.(Execution\.StartTime|State\.EnteredTime)/;

/** Context fields that a child of a Distributed Map does not have, or whose value is random. */
const namesOfTheParent = /\$\$\.(Map\.|Execution\.(Id|Name))/;

/**
 * Reads a state machine's definition.
 *
 * @throws naming the state and what of it this host cannot run.
 */
export function readDefinition(text: string): Machine {
  const read = readMachine(JSON.parse(text));
  const refusals = partsOf(read).flatMap(({ StartAt, States }) => [
    ...(Object.hasOwn(States, StartAt) ? [] : [`it starts at ${StartAt}, which is not there`]),
    ...Object.entries(States).flatMap(([name, each]) =>
      [...refusalsOf(each), ...strayTargets(each, States)].map(
        (refusal) => `state ${name} ${refusal}`,
      ),
    ),
  ]);
  if (refusals.length > 0) throw new Error(refusals.join('; '));
  return read;
}

export function readMachine(part: unknown): Machine {
  return machine.parse(part);
}

/** What each item of a Map runs. */
export function processorOf(map: State): unknown {
  return map.ItemProcessor ?? map.Iterator;
}

export function branchesOf(each: State): readonly unknown[] {
  return Array.isArray(each.Branches) ? each.Branches : [];
}

/** What a task calls. @throws when this host has no such thing. */
export function taskKindOf(task: State): TaskKind {
  const kind = taskKinds[String(task.Resource)];
  if (kind === undefined) throw new Error(`no task calls ${String(task.Resource)}`);
  return kind;
}

const processor = z.looseObject({
  ProcessorConfig: z.optional(
    z.looseObject({ Mode: z.string(), ExecutionType: z.optional(z.string()) }),
  ),
});

/** Whether each item of a Map is an execution of its own. */
export function isDistributed(each: State): boolean {
  return processor.safeParse(processorOf(each)).data?.ProcessorConfig?.Mode === 'DISTRIBUTED';
}

/** Whether a Distributed Map goes on whatever becomes of its children. */
export function toleratesFailures(map: State): boolean {
  return map.ToleratedFailurePercentage === 100;
}

/** A machine and all parts of it that have a beginning of their own, at any depth. */
function partsOf(whole: Machine): readonly Machine[] {
  const parts = Object.values(whole.States).flatMap((each) => {
    const iterator = processorOf(each);
    return iterator === undefined ? branchesOf(each) : [iterator];
  });
  return [whole, ...parts.flatMap((part) => partsOf(readMachine(part)))];
}

const transitions = z.looseObject({
  Next: z.optional(z.string()),
  Default: z.optional(z.string()),
  End: z.optional(z.boolean()),
  Catch: z.optional(z.array(z.looseObject({ Next: z.string() }))),
  Choices: z.optional(z.array(z.looseObject({ Next: z.string() }))),
});

/** Where a state leads that is no state beside it. */
function strayTargets(each: State, beside: Machine['States']): readonly string[] {
  const { Next, Default, End, Catch = [], Choices = [] } = transitions.parse(each);
  const targets = [Next, Default, ...[...Catch, ...Choices].map((one) => one.Next)];
  const stray = targets.filter((target) => target !== undefined && !Object.hasOwn(beside, target));
  const goesOn = ['Choice', 'Succeed', 'Fail'].includes(each.Type) || Next !== undefined || End;
  return [
    ...stray.map((target) => `leads to ${target}, which is not beside it`),
    ...(goesOn ? [] : ['neither ends nor leads on']),
  ];
}

function refusalsOf(each: State): readonly string[] {
  const { ItemProcessor, Iterator: _, Branches, ...own } = each;
  const text = JSON.stringify(own);
  const fields = isDistributed(each)
    ? unhonouredFields
    : [...unhonouredFields, ...distributedFields];
  return [
    ...(honouredTypes.includes(each.Type) ? [] : [`is of type ${each.Type}`]),
    ...((each.QueryLanguage ?? 'JSONPath') === 'JSONPath'
      ? []
      : [`is written in ${each.QueryLanguage}`]),
    ...fields.filter((field) => field in each).map((field) => `uses ${field}`),
    ...(each.Type === 'Task' && taskKinds[String(each.Resource)] === undefined
      ? [`calls ${String(each.Resource)}`]
      : []),
    ...(isDistributed(each) ? refusalsOfDistributed(each) : []),
    ...(timesOfTheMachine.test(text) ? ['reads the time of the machine'] : []),
    ...(/"Is(Null|Present)":false/.test(text) ? ['tests IsNull or IsPresent for false'] : []),
    ...(each.Type === 'Pass' && 'Result' in each && !each.Result
      ? ['has a Result that would be passed over']
      : []),
  ];
}

function refusalsOfDistributed(map: State): readonly string[] {
  const child = processorOf(map);
  const type = processor.parse(child).ProcessorConfig?.ExecutionType;
  const isPartial = (map.ToleratedFailurePercentage ?? 0) !== 0 && !toleratesFailures(map);
  const keepsResults = map.ResultPath !== null;
  return [
    ...(type === 'STANDARD' ? [] : [`runs its children as ${type}`]),
    ...(isPartial ? ['tolerates some failures: all or none are honoured'] : []),
    ...(toleratesFailures(map) && keepsResults && mayFail(readMachine(child))
      ? ['tolerates failures of children whose results it keeps']
      : []),
    ...(namesOfTheParent.test(JSON.stringify(child))
      ? ['has children that read $$.Map or the name of their execution']
      : []),
  ];
}

/** Whether an execution of it may fail in any way that its author can foresee. */
function mayFail({ States }: Machine): boolean {
  return Object.values(States).some((each) => {
    if (each.Type === 'Fail') return true;
    if (each.Type === 'Choice') return each.Default === undefined;
    if (each.Type === 'Task' && taskKinds[String(each.Resource)] !== 'lambda:invoke') return false;
    return ['Task', 'Map', 'Parallel'].includes(each.Type) && !catchesAll(each);
  });
}

const catchers = z.array(z.looseObject({ ErrorEquals: z.array(z.string()) }));

function catchesAll(each: State): boolean {
  const found = catchers.safeParse(each.Catch).data ?? [];
  return found.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
}
