import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Bundles the functions and synthesizes the app's stage `local` into a folder made anew, in a process of its
 * own: what the app leaves in memory then does not stay with the host.
 *
 * @param program a preset's name or a program's path; the app's default unless given.
 * @returns what the app warned of, on lines of its own; mostly nothing.
 * @throws with what the app said when it does not synthesize.
 */
export async function synthesize(into: string, program?: string): Promise<string> {
  rmSync(into, { recursive: true, force: true });
  const app = join(import.meta.dirname, '..', 'app.ts');
  try {
    const { stderr } = await promisify(execFile)(process.execPath, [app], {
      env: {
        ...process.env,
        CDK_OUTDIR: into,
        CDK_CONTEXT_JSON: JSON.stringify({ stage: 'local' }),
        // Checks of what is to be deployed, which this is not; they take two thirds of the time.
        CDK_VALIDATION: 'false',
        ...(program !== undefined && { PERCH_PROGRAM: program }),
      },
      maxBuffer: 10 * 1_048_576,
    });
    return stderr;
  } catch (fault) {
    const said = fault instanceof Error && 'stderr' in fault ? String(fault.stderr) : '';
    throw new Error(said.trim() || String(fault));
  }
}
