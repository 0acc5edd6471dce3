import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../../shared/domain');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

describe.each(files)('shared/domain/%s', (file) => {
  const source = readFileSync(join(folder, file), 'utf8');

  test('imports nothing but the domain and the types of the program', () => {
    const imports = [...source.matchAll(/^(import(?: type)?)[^;]*? from '([^']+)';/gms)];
    const strangers = imports.filter(([, how, from = '']) => {
      const ofProgramTypes = from === '../../program/program.ts' && how === 'import type';
      return !ofProgramTypes && !/^\.\/[a-z-]+\.ts$|^\.\.\/[a-z]+\/[a-z-]+\.ts$/.test(from);
    });
    expect(strangers.map(([line]) => line)).toEqual([]);
  });

  test('reads no clock, no chance and no environment', () => {
    expect(source).not.toMatch(/Date\.now|new Date\(\)|Math\.random|process\.|performance\./);
  });
});
