import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { functions } from '../../infra/bundle.ts';
import { PerchStack } from '../../infra/perch-stack.ts';
import { stageNamed } from '../../infra/stages.ts';

/** A resource as the template has it. */
export interface Resource {
  readonly Type: string;
  readonly Properties: unknown;
  readonly DeletionPolicy?: string;
}

/** A value as the template has it: as it stands, or as a reference to a resource. */
export type Reference = string | { readonly Ref: string } | { readonly 'Fn::GetAtt': string[] };

/** What a policy allows. */
export interface Permission {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

export interface Role {
  readonly Policies?: readonly {
    readonly PolicyDocument: { readonly Statement: readonly Permission[] };
  }[];
}

/** A function as it is deployed. */
export interface DeployedFunction {
  /** Its logical id. */
  readonly id: string;
  /** Its folder in `functions/`. */
  readonly name: string;
  readonly variables: Readonly<Record<string, Reference>>;
  readonly permissions: readonly Permission[];
}

/** A schedule as the template has it. */
export interface Schedule {
  readonly ScheduleExpression: string;
  readonly State: string;
  readonly Target: {
    readonly Arn: Reference;
    readonly Input: string;
    readonly DeadLetterConfig: { readonly Arn: Reference };
  };
}

/** The stack of a stage over tiny bundles, in an app of its own that has not been synthesized. */
export function stackOf(stage: string): { app: App; stack: PerchStack; discard: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'perch-stack-'));
  const bundles = join(folder, 'bundles');
  for (const name of Object.keys(functions)) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'index.cjs'), `exports.handler = async () => '${name}';`);
  }
  // `npm run synth` has CDK validate the template; here it would take seconds for each stack.
  const app = new App({ outdir: join(folder, 'assembly'), builtinCloudFormationValidation: false });
  const stack = new PerchStack(app, `perch-${stage}`, {
    stage: stageNamed(stage),
    bundles,
    shops: [
      { id: 'birdhouse-coffee', platform: 'shopify' },
      { id: 'birdhouse-tea', platform: 'standard-webhooks' },
    ],
    timeZone: 'Europe/Berlin',
    senders: {
      mail: 'Bird House <hello@birdhouse.example>',
      texts: 'arn:aws:sms-voice:eu-central-1:000000000000:pool/pool-1',
    },
  });
  return { app, stack, discard: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A synthesized template, and the questions that tests ask of it. */
export class Synthesized {
  readonly #resources: Readonly<Record<string, Resource>>;

  constructor(stage: string) {
    const { stack, discard } = stackOf(stage);
    this.#resources = Template.fromStack(stack).toJSON().Resources;
    discard();
  }

  get types(): readonly string[] {
    return Object.values(this.#resources).map((resource) => resource.Type);
  }

  /** Everything of one type, by logical id, with properties that the test knows the shape of. */
  all<Properties>(type: string): readonly (readonly [id: string, properties: Properties])[] {
    return Object.entries(this.#resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => [id, resource.Properties as Properties] as const);
  }

  /** The only resource of a type. */
  one<Properties>(type: string): Properties & { readonly id: string } {
    const [first, ...others] = this.all<Properties>(type);
    if (first === undefined || others.length > 0) throw new Error(`there is not one ${type}`);
    return { ...first[1], id: first[0] };
  }

  /** The resource that a `Ref` or an `Fn::GetAtt` points at. */
  at(reference: Reference | undefined): Resource & { readonly id: string } {
    const id = target(reference);
    const resource = this.#resources[id];
    if (resource === undefined) throw new Error(`there is no ${id}`);
    return { ...resource, id };
  }

  get functions(): readonly DeployedFunction[] {
    return this.all<{
      readonly Environment: { readonly Variables: Readonly<Record<string, Reference>> };
      readonly Role: Reference;
    }>('AWS::Lambda::Function').map(([id, { Environment, Role }]) => ({
      id,
      name: String(Environment.Variables.POWERTOOLS_SERVICE_NAME),
      variables: Environment.Variables,
      permissions: permissionsOf(this.at(Role).Properties as Role),
    }));
  }

  /** The function of a folder in `functions/`. */
  function(name: string): DeployedFunction {
    const found = this.functions.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`there is no function ${name}`);
    return found;
  }

  /** The functions that may do this, with a resource or with any. */
  whoMay(action: string, resource?: string): readonly string[] {
    const covers = ({ Action, Resource }: Permission) =>
      [Action].flat().includes(action) &&
      (resource === undefined || JSON.stringify(Resource).includes(`"${resource}"`));
    return this.functions
      .filter(({ permissions }) => permissions.some(covers))
      .map(({ name }) => name);
  }

  /** The schedules that send to a queue. */
  schedulesOf(queue: Reference | undefined): readonly Schedule[] {
    return this.all<Schedule>('AWS::Scheduler::Schedule')
      .map(([, schedule]) => schedule)
      .filter(({ Target }) => target(Target.Arn) === target(queue));
  }
}

/** What a role allows. */
export function permissionsOf({ Policies = [] }: Role): readonly Permission[] {
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** What a function may do with a service: the actions of every permission that it has of it. */
export function actionsOf({ permissions }: DeployedFunction, service: string): readonly string[] {
  return permissions
    .flatMap(({ Action }) => Action)
    .filter((action) => action.startsWith(`${service}:`))
    .toSorted();
}

/** The logical id that a `Ref` or an `Fn::GetAtt` points at. */
export function target(reference: Reference | undefined): string {
  if (typeof reference === 'object') {
    const id = 'Ref' in reference ? reference.Ref : reference['Fn::GetAtt'][0];
    if (id !== undefined) return id;
  }
  throw new Error(`${JSON.stringify(reference)} refers to no resource`);
}
