import type { Bus } from './bus.ts';
import type { Clock } from './clock.ts';
import { type ExecutionReport, openExecutionLog } from './executions.ts';
import type { Functions } from './functions.ts';
import type { Journal } from './journal.ts';
import { taskHandlers } from './machine-tasks.ts';
import type { Queues } from './queues.ts';
import { type LocalStateMachine, openStateMachine } from './state-machine.ts';
import { type HostedTemplate, wire } from './template.ts';

/** All state machines of the template. */
export interface StateMachines {
  readonly all: readonly LocalStateMachine[];
  byArn(arn: string): LocalStateMachine | undefined;
  recentExecutions(atMost: number): readonly ExecutionReport[];
}

export interface StateMachinesSpec {
  readonly template: HostedTemplate;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly functions: Functions;
  readonly bus: Bus;
  readonly queues: Queues;
  readonly onEnd: () => void;
}

export function openStateMachines(spec: StateMachinesSpec): StateMachines {
  const log = openExecutionLog(spec.journal, spec.clock.now());
  const tasks = taskHandlers(spec);
  const all = spec.template.ofType('AWS::StepFunctions::StateMachine').map((resource) =>
    wire(resource, ({ ref, attributes, properties }) =>
      openStateMachine({
        arn: ref,
        name: attributes.Name ?? ref,
        definition: properties.DefinitionString,
        log,
        clock: spec.clock,
        tasks,
        onEnd: spec.onEnd,
      }),
    ),
  );
  return {
    all,
    byArn: (arn) => all.find((machine) => machine.arn === arn),
    recentExecutions: (atMost) => log.recent(atMost),
  };
}
