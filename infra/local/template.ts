import type { z } from 'zod';
import type { Assembly, RawResource } from './assembly.ts';
import { identities, LOCAL_ACCOUNT, LOCAL_REGION, nameProperties } from './identities.ts';
import { type LocalIdentity, type References, resolve } from './intrinsics.ts';
import {
  type HostedTypeName,
  hostedTypes,
  isHostedType,
  type PropertiesOf,
} from './resource-types.ts';
import { typesWithoutHosting } from './types-without-hosting.ts';

/** A resource that this host runs. */
export interface HostedResource<Name extends HostedTypeName> extends LocalIdentity {
  readonly logicalId: string;
  readonly type: Name;
  readonly properties: PropertiesOf<Name>;
}

/** The template as this host runs it: every reference resolved, every property known. */
export interface HostedTemplate {
  readonly ofType: <Name extends HostedTypeName>(type: Name) => readonly HostedResource<Name>[];
}

/** All that this host cannot honour in a template, one line each. */
export class UnhostableTemplate extends Error {
  override name = 'UnhostableTemplate';
  readonly refusals: readonly string[];

  constructor(refusals: readonly string[]) {
    super(`this template cannot be hosted on one machine:\n  ${refusals.join('\n  ')}`);
    this.refusals = refusals;
  }
}

/**
 * Resolves a template for this machine.
 *
 * @param awsUrl where the host answers AWS calls.
 * @throws {UnhostableTemplate} naming logical id, type and property of each thing it cannot honour.
 */
export function resolveTemplate(assembly: Assembly, awsUrl: string): HostedTemplate {
  const references = referencesOf(assembly, awsUrl);
  const refusals: string[] = [];
  const hosted = new Map<string, { type: HostedTypeName; resource: unknown }>();
  for (const [logicalId, raw] of Object.entries(assembly.resources)) {
    if (typesWithoutHosting.has(raw.Type)) continue;
    const at = `${logicalId} (${raw.Type})`;
    if (!isHostedType(raw.Type)) {
      refusals.push(`${at} is of a type that this host does not know`);
    } else if (raw.Condition !== undefined) {
      refusals.push(`${at} has a condition, and conditions are not honoured`);
    } else {
      const read = readProperties(raw.Type, raw, references);
      refusals.push(...read.refusals.map((refusal) => `${at}: ${refusal}`));
      // A name that does not resolve stands among the properties, and is refused with them.
      const identity = read.refusals.length === 0 && references.resource(logicalId);
      hosted.set(logicalId, {
        type: raw.Type,
        resource: { logicalId, type: raw.Type, ...identity, properties: read.properties },
      });
    }
  }
  if (refusals.length > 0) throw new UnhostableTemplate(refusals);
  const all = [...hosted.values()];
  return {
    ofType: <Name extends HostedTypeName>(type: Name) =>
      all.filter((each) => each.type === type).map((each) => each.resource as HostedResource<Name>),
  };
}

/**
 * Has a resource do its part of the wiring.
 *
 * @throws {UnhostableTemplate} naming the resource when that fails.
 */
export function wire<Name extends HostedTypeName, Result>(
  resource: HostedResource<Name>,
  act: (resource: HostedResource<Name>) => Result,
): Result {
  try {
    return act(resource);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new UnhostableTemplate([`${resource.logicalId} (${resource.type}): ${why}`]);
  }
}

function referencesOf(assembly: Assembly, awsUrl: string): References {
  const parameters = new Map([
    ...assembly.parameters,
    ['AWS::AccountId', LOCAL_ACCOUNT],
    ['AWS::Region', LOCAL_REGION],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', assembly.stackName],
  ]);
  const known = new Map<string, LocalIdentity>();
  const resource = (logicalId: string): LocalIdentity | undefined => {
    const found = known.get(logicalId);
    if (found !== undefined) return found;
    const raw = assembly.resources[logicalId];
    const identity = raw === undefined ? undefined : identities[raw.Type];
    if (raw === undefined || identity === undefined) return undefined;
    const given = raw.Properties?.[nameProperties[raw.Type] ?? ''];
    const name = given === undefined ? logicalId : String(resolve(given, references));
    const made = identity({ logicalId, name, awsUrl });
    known.set(logicalId, made);
    return made;
  };
  const references: References = { parameters, resource };
  return references;
}

function readProperties(
  type: HostedTypeName,
  raw: RawResource,
  references: References,
): { properties?: unknown; refusals: readonly string[] } {
  const { honours, passesOver } = hostedTypes[type];
  const refusals: string[] = [];
  const resolved: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw.Properties ?? {})) {
    if (passesOver.includes(name)) continue;
    try {
      resolved[name] = resolve(value, references);
    } catch (unresolved) {
      refusals.push(`${name}: ${unresolved instanceof Error ? unresolved.message : unresolved}`);
    }
  }
  if (refusals.length > 0) return { refusals };
  const parsed = honours.safeParse(resolved);
  return parsed.success
    ? { properties: parsed.data, refusals }
    : { refusals: parsed.error.issues.map(describeIssue) };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const at = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys')
    return `${at || 'it'} is not as expected: ${issue.message}`;
  const names = issue.keys.map((key) => (at === '' ? key : `${at}.${key}`));
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not honoured`;
}
