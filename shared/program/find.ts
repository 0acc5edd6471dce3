import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InvalidProgram, loadProgram } from './load.ts';
import { presets } from './presets.ts';
import type { Program } from './program.ts';

/**
 * The program that PERCH_PROGRAM names: a preset, a JSON file, or a module whose default export is
 * the document.
 *
 * @throws {InvalidProgram} when there is no such preset or file, or its document is faulty.
 */
export async function findProgram(nameOrPath: string): Promise<Program> {
  const preset = presets[nameOrPath];
  if (preset !== undefined) return loadProgram(preset);
  if (!/\.(json|[mc]?[jt]s)$/.test(nameOrPath)) {
    throw new InvalidProgram([
      `"${nameOrPath}" is no preset (${Object.keys(presets).join(', ')}) and no .json or .ts file`,
    ]);
  }
  return loadProgram(await readDocument(resolve(nameOrPath)));
}

async function readDocument(file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(await readFile(file, 'utf8'));
    return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (fault) {
    throw new InvalidProgram([`${file} cannot be read: ${String(fault)}`]);
  }
}
