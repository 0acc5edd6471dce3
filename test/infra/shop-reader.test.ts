import { expect, test } from 'vitest';
import { touched } from '../../shared/events/shop-events.ts';
import { actionsOf, type Reference, Synthesized, target } from './synthesized.ts';

const stack = new Synthesized('production');

interface Mapping {
  readonly EventSourceArn: Reference;
  readonly FunctionName: Reference;
  readonly BatchSize: number;
  readonly ScalingConfig: { readonly MaximumConcurrency: number };
}

const mappingsOf = (fn: string) =>
  stack
    .all<Mapping>('AWS::Lambda::EventSourceMapping')
    .map(([, mapping]) => mapping)
    .filter(({ FunctionName }) => target(FunctionName).startsWith(fn));

test('all that a shop only names goes to the function that asks, a few questions at once', () => {
  const [mapping, ...others] = mappingsOf('ShopReader');
  expect(others).toEqual([]);
  expect((mapping?.BatchSize ?? 0) * (mapping?.ScalingConfig.MaximumConcurrency ?? 0)).toBe(10);
  const rules = stack
    .all<{ EventPattern: unknown; Targets: { Arn: Reference }[] }>('AWS::Events::Rule')
    .filter(([, { Targets }]) => target(Targets[0]?.Arn) === target(mapping?.EventSourceArn));
  expect(rules.map(([, { EventPattern }]) => EventPattern)).toEqual([
    { source: ['perch.shops'], 'detail-type': touched.map(({ name }) => name) },
  ]);
});

test('whoever asks a shop can publish, seal and read its token, and nothing of members', () => {
  const reader = stack.function('ask-shop');
  expect(actionsOf(reader, 'dynamodb')).toEqual([]);
  expect(actionsOf(reader, 'kms')).toEqual(['kms:GetPublicKey']);
  expect(actionsOf(reader, 'events')).toEqual(['events:PutEvents']);
  expect(actionsOf(reader, 'secretsmanager')).toContain('secretsmanager:GetSecretValue');
});

test('each shop with an API is reconciled each hour, by the instant that was meant', () => {
  const [mapping] = mappingsOf('ShopReconciliationReconcile');
  const schedules = stack.schedulesOf(mapping?.EventSourceArn);
  expect(schedules).toMatchObject([{ ScheduleExpression: 'rate(1 hour)', State: 'ENABLED' }]);
  expect(JSON.parse(schedules[0]?.Target.Input ?? '')).toEqual({
    shop: 'birdhouse-coffee',
    scheduledFor: '<aws.scheduler.scheduled-time>',
  });
  expect(stack.at(schedules[0]?.Target.DeadLetterConfig.Arn).Type).toBe('AWS::SQS::Queue');
});

test('reconciliation can read orders and keep its mark, but never overwrite by update', () => {
  expect(actionsOf(stack.function('reconcile'), 'dynamodb')).toEqual([
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
  ]);
});

test('a shop that could not be reconciled for six hours wakes the operator', () => {
  const [alarm] = stack
    .all<{ MetricName: string }>('AWS::CloudWatch::Alarm')
    .filter(([, { MetricName }]) => MetricName === 'HoursBehind')
    .map(([, found]) => found);
  expect(alarm).toMatchObject({
    Namespace: 'Perch',
    Dimensions: [{ Name: 'service', Value: 'reconcile' }],
    Statistic: 'Maximum',
    Period: 3_600,
    Threshold: 6,
  });
});
