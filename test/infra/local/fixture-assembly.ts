import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A resource as a template has it. */
export interface FixtureResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A small cloud assembly on disk, as `cdk synth` would leave it. */
export interface FixtureAssembly {
  readonly folder: string;
  discard(): void;
}

/**
 * Writes an assembly with these resources, and with a Lambda function for each piece of code: the
 * text of a CommonJS module that exports `handler`.
 */
export function writeAssembly(
  resources: Readonly<Record<string, FixtureResource>>,
  code: Readonly<Record<string, string>> = {},
): FixtureAssembly {
  const folder = mkdtempSync(join(tmpdir(), 'perch-fixture-'));
  const write = (file: string, content: unknown) =>
    writeFileSync(join(folder, file), JSON.stringify(content));
  for (const [name, source] of Object.entries(code)) {
    mkdirSync(join(folder, `asset.${name}`));
    writeFileSync(join(folder, `asset.${name}`, 'index.cjs'), source);
  }
  const files = Object.keys(code).map((name) => [
    name,
    {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { current: { objectKey: `${name}.zip` } },
    },
  ]);
  const functions = Object.keys(code).map((name) => [name, fn(name, resources[name])]);
  write('fixture.template.json', { Resources: { ...resources, ...Object.fromEntries(functions) } });
  write('fixture.assets.json', { files: Object.fromEntries(files) });
  write('manifest.json', {
    artifacts: {
      'fixture.assets': {
        type: 'cdk:asset-manifest',
        properties: { file: 'fixture.assets.json' },
      },
      fixture: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'fixture.template.json', stackName: 'fixture' },
      },
    },
  });
  return { folder, discard: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The function that runs a piece of code; a resource of its name adds properties. */
function fn(name: string, given: FixtureResource | undefined): FixtureResource {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
      ...given?.Properties,
    },
  };
}

/** A queue, with its dead letters where it has any. */
export function queue(redrive?: { readonly to: string; readonly after: number }): FixtureResource {
  return {
    Type: 'AWS::SQS::Queue',
    Properties: redrive
      ? {
          RedrivePolicy: {
            deadLetterTargetArn: { 'Fn::GetAtt': [redrive.to, 'Arn'] },
            maxReceiveCount: redrive.after,
          },
        }
      : {},
  };
}

/** A mapping that feeds a function from a queue. */
export function feeds(from: string, to: string, more: object = {}): FixtureResource {
  return {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': [from, 'Arn'] },
      FunctionName: { Ref: to },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ...more,
    },
  };
}
