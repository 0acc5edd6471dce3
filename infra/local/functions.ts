import { join } from 'node:path';
import type { Assembly } from './assembly.ts';
import { type LocalFunction, openFunction } from './function-pool.ts';
import { LOCAL_REGION } from './identities.ts';
import { type HostedResource, type HostedTemplate, wire } from './template.ts';

/** All functions of the template. */
export interface Functions {
  readonly all: readonly LocalFunction[];
  /** A function by its name or ARN. @throws when the template has no such function. */
  find(nameOrArn: string): LocalFunction;
}

/** What the functions of one host share. */
export interface FunctionsSpec {
  readonly template: HostedTemplate;
  readonly assembly: Assembly;
  /** Where this host answers AWS calls, and where the table's engine does. */
  readonly awsUrl: string;
  readonly tableUrl: string;
  /** What a variable has on this machine in place of the template's value, where a function has it. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly onEnd: () => void;
}

/**
 * How many workers a function may have: with a single one a slow call would hold up all others, and
 * more take memory and no less time where few cores share the work.
 */
const WORKERS = 2;

/** Lambda's own defaults. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

/** Opens the template's functions, each from the bundle that would be deployed. */
export function openFunctions(spec: FunctionsSpec): Functions {
  const all = spec.template
    .ofType('AWS::Lambda::Function')
    .map((resource) => wire(resource, () => openFromTemplate(resource, spec)));
  return {
    all,
    find: (nameOrArn) => {
      const found = all.find(({ name, arn }) => name === nameOrArn || arn === nameOrArn);
      if (found === undefined) throw new Error(`${nameOrArn} is no function of this template`);
      return found;
    },
  };
}

function openFromTemplate(
  { ref, attributes, properties }: HostedResource<'AWS::Lambda::Function'>,
  spec: FunctionsSpec,
): LocalFunction {
  const folder = spec.assembly.assets.get(properties.Code.S3Key);
  if (folder === undefined) throw new Error('its code is no asset of the assembly');
  const [file = '', handler = ''] = properties.Handler.split('.');
  return openFunction({
    name: ref,
    arn: attributes.Arn ?? ref,
    bundle: join(folder, `${file}.cjs`),
    handler,
    // Read when a worker starts: by then this host knows where it serves.
    get environment() {
      return {
        ...environmentOnThisMachine(ref, spec),
        ...overridden(properties.Environment?.Variables ?? {}, spec.overrides),
      };
    },
    timeoutMs: (properties.Timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1_000,
    memoryMb: properties.MemorySize ?? DEFAULT_MEMORY_MB,
    concurrency: Math.max(1, Math.min(WORKERS, properties.ReservedConcurrentExecutions ?? WORKERS)),
    logFile: spec.logFile,
    onEnd: spec.onEnd,
  });
}

function overridden(
  variables: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, overrides[name] ?? value]),
  );
}

/**
 * What Lambda would set, and where the SDK finds AWS. The plain endpoint catches every service that
 * has none of its own, so that a call which nobody answers fails here and never leaves the machine.
 */
function environmentOnThisMachine(
  name: string,
  { awsUrl, tableUrl }: FunctionsSpec,
): Record<string, string> {
  return {
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ENDPOINT_URL_DYNAMODB: tableUrl,
    TZ: 'UTC',
  };
}
