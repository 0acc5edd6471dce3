import { RemovalPolicy } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { stageNamed } from '../../infra/stages.ts';

test('production keeps its data when the stack is deleted; what is for trying out does not', () => {
  expect(stageNamed('production')).toMatchObject({
    removalPolicy: RemovalPolicy.RETAIN,
    isProtected: true,
  });
  expect(stageNamed('staging')).toMatchObject({
    removalPolicy: RemovalPolicy.DESTROY,
    isProtected: false,
  });
});

test.each(['', 'Production', '1st', 'a_b', 'a-name-that-is-too-long'])(
  '%j cannot name a stage',
  (name) => {
    expect(() => stageNamed(name)).toThrow('cannot name a stage');
  },
);
