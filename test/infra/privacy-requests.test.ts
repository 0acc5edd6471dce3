import { expect, test } from 'vitest';
import { type Reference, Synthesized, target } from './synthesized.ts';

const stack = new Synthesized('production');

interface Lambda {
  readonly Environment: { readonly Variables: Readonly<Record<string, Reference>> };
}

const variablesOf = (name: string) =>
  stack
    .all<Lambda>('AWS::Lambda::Function')
    .map(([, { Environment }]) => Environment.Variables)
    .find((variables) => variables.POWERTOOLS_SERVICE_NAME === name) ??
  expect.fail(`there is no ${name}`);

const queue = target(variablesOf('privacy-requests').OWN_QUEUE_URL);

test('what is asked through the API goes to whoever hears it from shops', () => {
  expect(target(variablesOf('privacy').PRIVACY_QUEUE_URL)).toBe(queue);
});

test('what is open is looked after each day, by the instant that the day was meant for', () => {
  const schedules = stack
    .all<{ Target: { Arn: Reference } }>('AWS::Scheduler::Schedule')
    .map(([, schedule]) => schedule)
    .filter(({ Target }) => target(Target.Arn) === queue);
  expect(schedules).toMatchObject([
    {
      ScheduleExpression: 'rate(1 day)',
      State: 'ENABLED',
      Target: { Input: '{"scheduledFor":"<aws.scheduler.scheduled-time>"}' },
    },
  ]);
});

test('a request that has been open for a week wakes the operator', () => {
  const [alarm] = stack
    .all<{ MetricName: string }>('AWS::CloudWatch::Alarm')
    .filter(([, { MetricName }]) => MetricName === 'OldestPrivacyRequestDays')
    .map(([, found]) => found);
  expect(alarm).toMatchObject({
    Namespace: 'Perch',
    Dimensions: [{ Name: 'service', Value: 'privacy-requests' }],
    Statistic: 'Maximum',
    Threshold: 7,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  });
});
