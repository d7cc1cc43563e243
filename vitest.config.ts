import { defineConfig } from 'vitest/config';

const folders = ['unit', 'property', 'store', 'integration', 'e2e', 'fault'];

export default defineConfig({
  test: {
    projects: folders.map((name) => ({
      test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 120_000, hookTimeout: 120_000 },
    })),
  },
});
