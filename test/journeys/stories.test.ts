import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { localApi } from '../../infra/commands/local-api.ts';
import { stories } from '../../infra/commands/stories/stories.ts';
import { tellStory } from '../../infra/commands/stories/storyteller.ts';
import { startHost } from '../../infra/local/host.ts';
import { findProgram } from '../../shared/program/find.ts';
import { presets } from '../../shared/program/presets.ts';

describe('a preset', () => {
  test('has a story, each of them', () => {
    expect(stories.map(({ preset }) => preset).sort()).toEqual(Object.keys(presets).sort());
  });

  test.each(stories)('$preset runs as worked out by hand: $title', async (story) => {
    const { version: _, ...program } = await findProgram(story.preset);
    const assembly = assemblyWith(program);
    const host = await startHost({ assembly });
    try {
      const perch = await localApi(host.url);
      for await (const { step, brought } of tellStory(perch, story, program.baseCurrency)) {
        expect(brought, JSON.stringify(step.deed)).toEqual(step.brings);
      }
    } finally {
      await host.stop();
      rmSync(assembly, { recursive: true, force: true });
    }
  });
});

/** The synthesized assembly with other rules beside its functions. */
function assemblyWith(program: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'perch-assembly-'));
  cpSync(inject('assembly'), folder, { recursive: true });
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('program.json') || !existsSync(join(folder, file))) continue;
    writeFileSync(join(folder, file), JSON.stringify(program));
  }
  return folder;
}
