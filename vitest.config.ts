import { defineConfig } from 'vitest/config';

/**
 * Three groups of tests. `unit` needs nothing; `storage` an engine; `journeys` the app deployed to one. Each engine is the
 * group's own, on free ports, and runs only if one of the group's tests does.
 */
export default defineConfig({
  test: {
    // All cores: what waits for the engine leaves one idle.
    maxWorkers: '100%',
    // What a function logs is looked at where it is tested, and is noise elsewhere.
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
    // What else is printed is shown of a test that fails.
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{domain,contracts,infra,functions,statemachines,bench}/**/*.test.ts'],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'storage',
          include: ['test/storage/**/*.test.ts'],
          globalSetup: ['test/engine/storage-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/engine/journeys-setup.ts'],
          // One after the other: some kill workers, which others would feel.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
