import { expect, test } from 'vitest';
import { type Reference, Synthesized, target } from './synthesized.ts';

const stack = new Synthesized('production');

interface Variables {
  readonly Environment: { readonly Variables: Readonly<Record<string, Reference>> };
}

const [verifier] = stack.all<Variables>('AWS::Lambda::Function').filter(([, { Environment }]) => {
  return Environment.Variables.POWERTOOLS_SERVICE_NAME === 'verify-ledger';
});

test('a part of the ledgers is verified each day, by the instant that the day was meant for', () => {
  const queue = target(verifier?.[1].Environment.Variables.OWN_QUEUE_URL);
  const schedules = stack
    .all<{ Target: { Arn: Reference; DeadLetterConfig: { Arn: Reference } } }>(
      'AWS::Scheduler::Schedule',
    )
    .map(([, schedule]) => schedule)
    .filter(({ Target }) => target(Target.Arn) === queue);
  expect(schedules).toMatchObject([
    {
      ScheduleExpression: 'rate(1 day)',
      State: 'ENABLED',
      Target: { Input: '{"scheduledFor":"<aws.scheduler.scheduled-time>"}' },
    },
  ]);
  const fed = stack
    .all<{ EventSourceArn: Reference; FunctionName: Reference }>('AWS::Lambda::EventSourceMapping')
    .filter(([, mapping]) => target(mapping.EventSourceArn) === queue)
    .map(([, mapping]) => target(mapping.FunctionName));
  expect(fed).toEqual([verifier?.[0]]);
  expect(stack.at(schedules[0]?.Target.DeadLetterConfig.Arn).Type).toBe('AWS::SQS::Queue');
});

test('one ledger that differs wakes the operator', () => {
  const [alarm] = stack
    .all<{ MetricName: string }>('AWS::CloudWatch::Alarm')
    .filter(([, { MetricName }]) => MetricName === 'LedgersDifferent')
    .map(([, found]) => found);
  expect(alarm).toMatchObject({
    Namespace: 'Perch',
    Dimensions: [{ Name: 'service', Value: 'verify-ledger' }],
    Statistic: 'Sum',
    Threshold: 1,
  });
});

test('the verifier can read ledgers and change none', () => {
  const actions = stack
    .all<{ Policies: { PolicyDocument: { Statement: { Action: string | string[] }[] } }[] }>(
      'AWS::IAM::Role',
    )
    .filter(([id]) => id.startsWith('LedgerVerifierVerifierRole'))
    .flatMap(([, { Policies }]) => Policies)
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap(({ Action }) => Action))
    .filter((action) => action.startsWith('dynamodb:'));
  expect(new Set(actions)).toEqual(new Set(['dynamodb:GetItem', 'dynamodb:Query']));
});

test('functions that send to a queue of their own are not taken for runaway loops', () => {
  const mappings = stack.all<{ EventSourceArn: Reference; FunctionName: Reference }>(
    'AWS::Lambda::EventSourceMapping',
  );
  const looping: string[] = [];
  for (const [id, fn] of stack.all<Variables & { RecursiveLoop?: string }>(
    'AWS::Lambda::Function',
  )) {
    const variables = Object.entries(fn.Environment.Variables);
    const sentTo = variables.filter(([name]) => name.endsWith('QUEUE_URL'));
    const fedBy = new Set(
      mappings
        .filter(([, { FunctionName }]) => target(FunctionName) === id)
        .map(([, { EventSourceArn }]) => target(EventSourceArn)),
    );
    const loops = sentTo.some(([, queue]) => fedBy.has(target(queue)));
    expect(fn.RecursiveLoop, id).toBe(loops ? 'Allow' : undefined);
    if (loops) looping.push(String(fn.Environment.Variables.POWERTOOLS_SERVICE_NAME));
  }
  expect(looping).toEqual(
    expect.arrayContaining(['ask-shop', 'ledger', 'reconcile', 'verify-ledger']),
  );
});
