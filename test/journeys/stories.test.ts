import { describe, expect, test } from 'vitest';
import { localApi } from '../../infra/commands/local-api.ts';
import { stories } from '../../infra/commands/stories/stories.ts';
import { eveOf, tellStory } from '../../infra/commands/stories/storyteller.ts';
import { findProgram } from '../../shared/program/find.ts';
import { presets } from '../../shared/program/presets.ts';
import { startPerch } from '../support/perch.ts';

describe('a preset', () => {
  test('has a story, each of them', () => {
    expect(stories.map(({ preset }) => preset).sort()).toEqual(Object.keys(presets).sort());
  });

  test.each(stories)(
    '$preset runs as worked out by hand: $title',
    async (story) => {
      const { version: _, ...program } = await findProgram(story.preset);
      const perch = await startPerch({ program, beginsAt: eveOf(story) });
      try {
        const api = await localApi(perch.url);
        for await (const { step, brought } of tellStory(api, story, program.baseCurrency)) {
          expect(brought, JSON.stringify(step.deed)).toEqual(step.brings);
        }
      } finally {
        await perch.stop();
      }
    },
    180_000,
  );
});
