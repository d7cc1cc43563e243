// The import rules see the whole product, and each kind of them fails on a breach.
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, temporaryFolder } from './staged.ts';

/** Every import of the product as JSON is more than a child process may say by default. */
const MAX_OUTPUT = 64 * 1024 * 1024;

const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const rules = join(root, '.dependency-cruiser.mjs');

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: { readonly violations: readonly Violation[] };
}

function cruise(folder: string, outputType: string) {
  const args = [cruiser, 'src', '--config', rules, '--output-type', outputType];
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: MAX_OUTPUT });
}

/** Files of a small src/ that keeps the rules. */
const allowed: Readonly<Record<string, string>> = {
  'src/clock.ts': '',
  'src/league/rank.ts': '',
  'src/analysis/factor.ts': "import '../league/rank.ts';",
  'src/riot/api.ts': "import '../league/rank.ts';\nimport '../clock.ts';",
  'src/riot/schemas/match.ts': "import 'zod';",
  'src/store/tables.ts':
    "import type { it } from '../analysis/factor.ts';\nimport 'drizzle-orm';\nexport type A = typeof it;",
  'src/store/sqlite.ts': "import 'better-sqlite3';\nimport 'node:fs';",
  'src/jobs/run.ts': "import '../store/sqlite.ts';\nimport '../riot/api.ts';\nimport '../clock.ts';",
  'src/jobs/analyzer/config.ts': "import 'zod';",
  'src/simulator/world.ts': "import '../league/rank.ts';",
  'src/cli/config.ts': "import 'zod';\nimport 'node:process';",
  'src/cli/commands/demo.ts': "import '../../simulator/world.ts';\nimport '../../jobs/run.ts';",
};

/** A file that breaks a rule, named after how; its text; and the rules that must say so. */
const breaches: readonly (readonly [file: string, text: string, rules: readonly string[]])[] = [
  ['simulator/riot.ts', "import '../riot/api.ts';", ['imports-of-simulator']],
  ['simulator/type-of-riot.ts', "import type { it } from '../riot/api.ts';", ['imports-of-simulator']],
  ['riot/lazy-store.ts', "export const a = () => import('../store/tables.ts');", ['imports-of-riot']],
  ['jobs/cli.ts', "import '../cli/config.ts';", ['imports-of-jobs']],
  ['log.ts', "import './league/rank.ts';", ['ports-import-nothing']],
  ['league/package.ts', "import 'ky';", ['ky-in-its-place', 'pure-folders']],
  ['analysis/node.ts', "import 'node:fs';", ['pure-folders']],
  ['store/computes.ts', "import '../analysis/factor.ts';", ['store-knows-types-of-analysis']],
  ['jobs/drizzle.ts', "import 'drizzle-orm';", ['drizzle-orm-in-its-place']],
  ['jobs/part-of-drizzle.ts', "import 'drizzle-orm/sqlite-core';", ['drizzle-orm-in-its-place']],
  ['store/open.ts', "import 'better-sqlite3';", ['better-sqlite3-in-its-place']],
  ['riot/client.ts', "import 'zod';", ['zod-in-its-place']],
  ['jobs/process.ts', "import 'node:process';", ['process-in-its-place']],
  ['cli/wire.ts', "import '../simulator/world.ts';", ['simulator-and-report-are-for-commands']],
  ['services/rank.ts', "import '../league/rank.ts';", ['a-folder-without-a-row']],
  ['jobs/test.ts', "import '../../test/a.ts';", ['product-imports-product']],
  ['jobs/circle.ts', "import './other-half.ts';", ['no-cycles']],
  ['jobs/nowhere.ts', "import './absent.ts';", ['resolvable']],
];

function sources(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries({ ...allowed, 'test/a.ts': '', ...files })) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\nexport const it = 1;\n`);
  }
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

const breaking = Object.fromEntries(breaches.map(([file, text]) => [`src/${file}`, text]));
const broken = sources({ ...breaking, 'src/jobs/other-half.ts': "import './circle.ts';" });

describe('the import rules', () => {
  const { summary }: Cruise = JSON.parse(cruise(broken, 'json').stdout);

  it('see the product', () => {
    const { modules }: Cruise = JSON.parse(cruise(root, 'json').stdout);
    expect(modules.filter(({ source }) => /^src\/.+\.ts$/.test(source)).length).toBeGreaterThan(50);
  });

  it('let pass what the table allows', () => {
    expect(cruise(sources({}), 'err').stdout).toContain('no dependency violations found');
    const files = summary.violations.map(({ from }) => from);
    expect(files.filter((file) => file in allowed)).toEqual([]);
  });

  it.each(breaches)('find src/%s', (file, _text, rules) => {
    const own = summary.violations.filter(({ from }) => from === `src/${file}`);
    expect([...new Set(own.map(({ rule }) => rule.name))].sort()).toEqual(rules);
  });

  it('end the check with an exit code and say what to do', () => {
    const { status, stdout } = cruise(broken, 'err-long');
    expect(status).not.toBe(0);
    expect(stdout).toContain('src/simulator/riot.ts → src/riot/api.ts');
    expect(stdout.replace(/\s+/g, ' ')).toContain('take what you need as a parameter typed by a port');
  });
});
