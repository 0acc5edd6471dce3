import * as z from 'zod';
import { type AwsCalls, AwsError, isJson, limitSize, readInput } from '../aws-call.ts';
import type { StateMachines } from '../state-machines.ts';

const startExecution = z.object({
  stateMachineArn: z.string(),
  name: z.string().default(() => crypto.randomUUID()),
  input: z.string().default('{}'),
});

/** Step Functions. */
export function executionCalls({ machines }: { machines: StateMachines }): AwsCalls {
  return [
    [
      'AWSStepFunctions.StartExecution',
      (input) => {
        const { stateMachineArn, name, input: text } = readInput(startExecution, input);
        const machine = machines.byArn(stateMachineArn);
        if (machine === undefined) {
          throw new AwsError('StateMachineDoesNotExist', `${stateMachineArn} does not exist`);
        }
        if (!/^[A-Za-z0-9_-]{1,80}$/.test(name)) {
          throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
        }
        limitSize(text, 'InvalidExecutionInput');
        if (!isJson(text)) throw new AwsError('InvalidExecutionInput', 'Input is no JSON');
        const started = machine.start(name, text);
        if (!started.ok) {
          throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${name}'`);
        }
        return { executionArn: started.arn, startDate: started.startedAt / 1_000 };
      },
    ],
  ];
}
