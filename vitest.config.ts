import { defineConfig } from 'vitest/config';

const folders = ['unit', 'property', 'store', 'integration', 'e2e', 'fault'];

/** These run the built program. */
const builtFolders = ['e2e', 'fault'];

export default defineConfig({
  test: {
    // Many tests wait: for other processes, for windows of a limit, for a lock.
    maxWorkers: 3,
    globalSetup: ['test/setup/temporary.ts'],
    projects: folders.map((name) => ({
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        setupFiles: ['test/setup/loopback.ts'],
        globalSetup: builtFolders.includes(name) ? ['test/setup/built.ts'] : [],
        testTimeout: 120_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
