import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

/** One resource as the template has it, nothing resolved. */
export interface RawResource {
  readonly Type: string;
  readonly Condition?: string | undefined;
  readonly Properties?: Record<string, unknown> | undefined;
}

/** What synthesizing the app left in its output folder: one stack and its assets. */
export interface Assembly {
  readonly stackName: string;
  readonly resources: Readonly<Record<string, RawResource>>;
  /** Defaults of the template's parameters. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The folder of an asset, by the key under which a deployment would upload it. */
  readonly assets: ReadonlyMap<string, string>;
}

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.optional(
        z.object({
          templateFile: z.optional(z.string()),
          stackName: z.optional(z.string()),
          file: z.optional(z.string()),
        }),
      ),
    }),
  ),
});

const template = z.object({
  Parameters: z.optional(z.record(z.string(), z.object({ Default: z.optional(z.unknown()) }))),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Condition: z.optional(z.string()),
      Properties: z.optional(z.record(z.string(), z.unknown())),
    }),
  ),
});

const assetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.optional(z.string()) }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/**
 * Reads a cloud assembly, the folder that `cdk synth` writes.
 *
 * @throws when it does not hold exactly one stack.
 */
export function readAssembly(folder: string): Assembly {
  const { artifacts } = manifest.parse(readJson(join(folder, 'manifest.json')));
  const stacks = Object.entries(artifacts).filter(
    ([, artifact]) => artifact.type === 'aws:cloudformation:stack',
  );
  const [stack, another] = stacks;
  if (stack === undefined || another !== undefined) {
    throw new Error(`${folder} must hold exactly one stack, and holds ${stacks.length}.`);
  }
  const [artifactId, { properties }] = stack;
  const { Parameters, Resources } = template.parse(
    readJson(join(folder, properties?.templateFile ?? `${artifactId}.template.json`)),
  );
  const defaults = Object.entries(Parameters ?? {}).flatMap(([name, { Default }]) =>
    Default === undefined ? [] : [[name, String(Default)] as const],
  );
  const manifests = Object.values(artifacts).flatMap((artifact) =>
    artifact.type === 'cdk:asset-manifest' ? (artifact.properties?.file ?? []) : [],
  );
  return {
    stackName: properties?.stackName ?? artifactId,
    resources: Resources,
    parameters: new Map(defaults),
    assets: new Map(manifests.flatMap((file) => assetFolders(join(folder, file)))),
  };
}

function assetFolders(manifestFile: string): [string, string][] {
  const { files } = assetManifest.parse(readJson(manifestFile));
  return Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }): [string, string] => [
      objectKey,
      join(dirname(manifestFile), source.path),
    ]),
  );
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
