import { rmSync } from 'node:fs';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, onTestFinished, test } from 'vitest';
import { stackOf } from './synthesized.ts';

test('cdk-nag finds nothing that is not acknowledged with a reason', () => {
  const { app, discard } = stackOf('production');
  onTestFinished(discard);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
}, 60_000);

test('a finding of cdk-nag stops the synthesis', () => {
  const app = new App({ builtinCloudFormationValidation: false });
  onTestFinished(() => rmSync(app.outdir, { recursive: true, force: true }));
  new Queue(new Stack(app, 'careless'), 'Queue');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).toThrow('AwsSolutions-SQS3');
});
