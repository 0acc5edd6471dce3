import { isDeepStrictEqual } from 'node:util';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Item } from '../../../shared/table/table.ts';
import { readAddresses } from '../../local/addresses.ts';
import type { ExecutionReport } from '../../local/executions.ts';
import { localArn } from '../../local/identities.ts';
import { localClient } from '../../local/table.ts';
import type { LocalApi } from '../local-api.ts';
import type { Records } from './records.ts';

/** What running passes once more came to. */
export interface Again {
  readonly runs: number;
  /** Keys of items that changed; none where passes remember as they should. */
  readonly changed: readonly string[];
}

const PASSES = /-(expiry-sweep|monthly-demotion|daily-round|calendar-round)$/;

/** Passes of the last days are run again whatever they did; older ones where they did something. */
const LAST_DAYS = 31;
const DAY = 24 * 3_600_000;

/**
 * Starts the passes of a host once more with the very input that they had, as somebody would who is
 * not sure whether they ran, and compares the whole table before and after.
 */
export async function passesAgain(perch: LocalApi, records: Records, data: string): Promise<Again> {
  await perch.settle();
  const before = await records.items();
  const since = (await perch.now()) - LAST_DAYS * DAY;
  const runs = (await records.executions()).filter(
    (run) => PASSES.test(run.machine) && (didSomething(run) || Date.parse(run.startedAt) > since),
  );
  const machines = new SFNClient(localClient(readAddresses(data).awsUrl));
  for (const [i, { machine, input }] of runs.entries()) {
    await machines.send(
      new StartExecutionCommand({
        stateMachineArn: localArn('states', `stateMachine:${machine}`),
        name: `again-${i}`,
        input: JSON.stringify(input),
      }),
    );
    // A host runs fifty at once, and waits no longer than two minutes for all of them.
    if (i % 20 === 19) await perch.settle();
  }
  machines.destroy();
  await perch.settle();
  const failed = (await records.executions()).filter(
    ({ name, status }) => name.startsWith('again-') && status !== 'SUCCEEDED',
  );
  if (failed.length > 0) throw new Error(`${failed.length} passes did not end well`);
  return { runs: runs.length, changed: changedBetween(before, await records.items()) };
}

/** Whether a pass did more than look. */
function didSomething({ output }: ExecutionReport): boolean {
  return Object.keys(output ?? {}).some((name) => !['visited', 'due', 'parts'].includes(name));
}

function changedBetween(
  before: ReadonlyMap<string, Item>,
  after: ReadonlyMap<string, Item>,
): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => !isDeepStrictEqual(before.get(key), after.get(key)),
  );
}
