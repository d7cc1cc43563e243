// Bundles src/ into dist/: one entry, one chunk for each command, and the licences of what was bundled.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { notices } from './notices.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

// Bundled CommonJS packages call require() of built-in modules, which an ES module does not have.
const banner =
  "import { createRequire as riotjobsCreateRequire } from 'node:module'; const require = riotjobsCreateRequire(import.meta.url);";

/**
 * `import process from 'node:process'` makes Node build a module of all that process has, its streams included: a
 * twelfth of the whole start. The global is the same object.
 */
const globalProcess = {
  name: 'global-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:process$/ }, () => ({ path: 'process', namespace: 'global' }));
    onLoad({ filter: /^process$/, namespace: 'global' }, () => ({ contents: 'export default globalThis.process;' }));
  },
};

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: dist,
  // Two folders deep, like src/store: a path relative to a module means the same in both.
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  platform: 'node',
  target: 'node22.19',
  // better-sqlite3 carries binaries; pg is installed by those who use PostgreSQL.
  external: ['better-sqlite3', 'pg'],
  banner: { js: banner },
  plugins: [globalProcess],
  // Their texts are in THIRD-PARTY-NOTICES.txt.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
}).catch(() => process.exit(1)); // esbuild has said why
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), notices(root, Object.keys(metafile.inputs)));
const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
process.stdout.write(`dist: ${Object.keys(metafile.outputs).length} files, ${Math.round(bytes / 1024)} kB\n`);
