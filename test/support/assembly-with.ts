import { cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProgram } from '../../shared/program/load.ts';
import type { ProgramDocument } from '../../shared/program/program.ts';

/** A copy of an assembly with these rules beside its functions, which is what a program changes. */
export function assemblyWith(program: ProgramDocument, assembly: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'perch-assembly-'));
  cpSync(assembly, folder, { recursive: true, filter: isHosted });
  // Checked and stamped, as when it is synthesized.
  const rules = JSON.stringify(loadProgram(program));
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('program.json')) writeFileSync(join(folder, file), rules);
  }
  return folder;
}

/** Whether a host reads it: not what assets were made of, nor their source maps. */
const isHosted = (path: string) => !path.endsWith('/bundles') && !path.endsWith('.map');
