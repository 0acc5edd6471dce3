import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { isLong } from './test/support/long.ts';

/** Tests of code that keeps nothing between calls: their files share what they import. */
const together = { isolate: false };

/** A town's life is a long run. */
const town: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'town',
    include: ['test/town/**/*.test.ts'],
    globalSetup: 'test/support/assembly.ts',
  },
};

export default defineConfig({
  test: {
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
    // One more than vitest would take: on two cores that is half the time.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: ['test/shared/**/*.test.ts'], ...together },
      },
      {
        extends: true,
        test: { name: 'functions', include: ['test/functions/**/*.test.ts'], ...together },
      },
      {
        extends: true,
        test: { name: 'infra', include: ['test/infra/**/*.test.ts'], ...together },
      },
      {
        extends: true,
        test: { name: 'simulator', include: ['test/simulator/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          ...together,
          globalSetup: 'test/support/assembly.ts',
        },
      },
      ...(isLong ? [town] : []),
    ],
  },
});
