import { expect, test } from 'vitest';
import { actionsOf, type Reference, Synthesized, target } from './synthesized.ts';

const stack = new Synthesized('production');

const verifier = stack.function('verify-ledger');

test('a part of the ledgers is verified each day, by the instant that the day was meant for', () => {
  const queue = verifier.variables.OWN_QUEUE_URL;
  const schedules = stack.schedulesOf(queue);
  expect(schedules).toMatchObject([
    {
      ScheduleExpression: 'rate(1 day)',
      State: 'ENABLED',
      // Not on the dot, with everything else of the account.
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 },
      Target: { Input: '{"scheduledFor":"<aws.scheduler.scheduled-time>"}' },
    },
  ]);
  const fed = stack
    .all<{ EventSourceArn: Reference; FunctionName: Reference }>('AWS::Lambda::EventSourceMapping')
    .filter(([, mapping]) => target(mapping.EventSourceArn) === target(queue))
    .map(([, mapping]) => target(mapping.FunctionName));
  expect(fed).toEqual([verifier.id]);
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
  expect(new Set(actionsOf(verifier, 'dynamodb'))).toEqual(
    new Set(['dynamodb:GetItem', 'dynamodb:Query']),
  );
});

test('functions that send to a queue of their own are not taken for runaway loops', () => {
  const mappings = stack.all<{ EventSourceArn: Reference; FunctionName: Reference }>(
    'AWS::Lambda::EventSourceMapping',
  );
  const looping: string[] = [];
  const recursion = new Map(stack.all<{ RecursiveLoop?: string }>('AWS::Lambda::Function'));
  for (const { id, name, variables } of stack.functions) {
    const sentTo = Object.entries(variables).filter(([key]) => key.endsWith('QUEUE_URL'));
    const fedBy = new Set(
      mappings
        .filter(([, { FunctionName }]) => target(FunctionName) === id)
        .map(([, { EventSourceArn }]) => target(EventSourceArn)),
    );
    const loops = sentTo.some(([, queue]) => fedBy.has(target(queue)));
    expect(recursion.get(id)?.RecursiveLoop, name).toBe(loops ? 'Allow' : undefined);
    if (loops) looping.push(name);
  }
  expect(looping).toEqual(
    expect.arrayContaining(['ask-shop', 'ledger', 'reconcile', 'verify-ledger']),
  );
});
