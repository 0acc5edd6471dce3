import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../../infra/local/synthesize.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the cloud assembly that journeys are hosted from. */
    readonly assembly: string;
    /** The folder of what their hosts and functions have been compiled to. */
    readonly compiled: string;
  }
}

/** Bundles and synthesizes the stage `local` once for all test files that host it. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'perch-assembly-'));
  const assembly = join(folder, 'assembly');
  await synthesize(assembly);
  project.provide('assembly', assembly);
  project.provide('compiled', join(folder, 'compiled'));
  return () => rmSync(folder, { recursive: true, force: true });
}
