import { expect, test } from 'vitest';
import { Synthesized } from './synthesized.ts';

const stack = new Synthesized('production');

const queue = stack.function('privacy-requests').variables.OWN_QUEUE_URL;

test('what is asked through the API goes to whoever hears it from shops', () => {
  expect(stack.function('privacy').variables.PRIVACY_QUEUE_URL).toEqual(queue);
});

test('what is open is looked after each day, by the instant that the day was meant for', () => {
  expect(stack.schedulesOf(queue)).toMatchObject([
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
