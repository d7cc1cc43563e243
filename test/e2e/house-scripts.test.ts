// The scripts that a person meets first: what installs, and what says how the tests went.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanEnv, root, temporaryFolder } from './staged.ts';

function repositoryWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function runScript(folder: string, script: string, env: NodeJS.ProcessEnv = {}) {
  const args = [join('scripts', script)];
  return spawnSync(process.execPath, args, { cwd: folder, env: { ...cleanEnv(), ...env }, encoding: 'utf8' });
}

describe('ready.js', () => {
  /** Stands for npm: notes what it is asked for; fails at the word in npm-fails-at. */
  const npm = `import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
    mkdirSync('node_modules', { recursive: true });
    appendFileSync('asked.txt', process.argv.slice(2).join(' ') + '\\n');
    console.log('words of npm');
    const failing = existsSync('npm-fails-at') && readFileSync('npm-fails-at', 'utf8');
    process.exitCode = failing === process.argv[2] ? 1 : 0;`;

  const fresh = () => repositoryWith({ 'package-lock.json': '{}', 'npm.mjs': npm });
  const ready = (folder: string) => runScript(folder, 'ready.js', { npm_execpath: join(folder, 'npm.mjs') });
  const asked = (folder: string) => readFileSync(join(folder, 'asked.txt'), 'utf8').trim().split('\n');

  it('installs without install scripts, then fetches the pinned Node, and says how long it took', () => {
    const folder = fresh();
    const { status, stdout, stderr } = ready(folder);
    expect(stdout).toMatch(/^Installing .+ done in \d+\.\d s\.\n$/);
    expect([status, stderr]).toEqual([0, '']);
    expect(asked(folder)).toEqual([
      'ci --ignore-scripts --include=dev --no-audit --no-fund --loglevel=error',
      'rebuild node --loglevel=error',
    ]);
  });

  it('does nothing and says nothing when the lock is the one that was installed', () => {
    const folder = fresh();
    ready(folder);
    const again = ready(folder);
    expect([again.status, again.stdout, again.stderr]).toEqual([0, '', '']);
    expect(asked(folder)).toHaveLength(2);
  });

  it('installs again when the lock has changed or node_modules is gone', () => {
    const folder = fresh();
    ready(folder);
    writeFileSync(join(folder, 'package-lock.json'), '{ }');
    ready(folder);
    rmSync(join(folder, 'node_modules'), { recursive: true });
    ready(folder);
    expect(asked(folder)).toHaveLength(6);
  });

  it.each([
    ['ci', 1],
    ['rebuild', 2],
  ])('shows the words of npm when its %s fails, and tries again next time', (command, calls) => {
    const folder = fresh();
    writeFileSync(join(folder, 'npm-fails-at'), command);
    const { status, stdout, stderr } = ready(folder);
    expect(status).toBe(1);
    expect(stdout).toContain('failed');
    expect(stderr).toContain('words of npm');
    expect(stderr).toContain(`"npm ${command} `);
    expect(asked(folder)).toHaveLength(calls);
    rmSync(join(folder, 'npm-fails-at'));
    expect(ready(folder).stdout).toContain('done in');
  });
});

describe('test.js', () => {
  const step = (name: string, code: number) =>
    `{ name: '${name}', command: [process.execPath, '-e', 'console.log("words of ${name}"); process.exitCode = ${code}'] }`;

  /** What it says in a repository with the given checks and test file, in which the build works. */
  function testsOf({ checks = [step('types', 0)], testFile }: { checks?: readonly string[]; testFile?: string }) {
    const folder = repositoryWith({
      'package.json': '{ "type": "module" }',
      'vitest.config.js': "export default { test: { include: ['*.test.js'] } };",
      'scripts/checks.js': `export const checks = [${checks.join()}];`,
      'scripts/build.js': '',
    });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    if (testFile !== undefined) writeFileSync(join(folder, 'a.test.js'), `import { it } from 'vitest';\n${testFile}`);
    const { status, stdout } = runScript(folder, 'test.js');
    return { status, stdout, closingLine: stdout.split('\n').at(-2) };
  }

  const works = "it('works', () => {});";

  it('counts the checks, the build and the tests', () => {
    const { status, closingLine, stdout } = testsOf({ testFile: works });
    expect(closingLine).toBe('3 passed, 0 failed');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ok {5}types \(\d+\.\d s\)\n/);
    expect(stdout).not.toContain('words of types');
  });

  it('goes on after a failed check, and names what failed and what was skipped', () => {
    const checks = [step('types', 0), step('lint', 1)];
    const testFile = `${works} it('breaks', () => { throw new Error('broken'); }); it.skipIf(true)('reads more', () => {});`;
    const { status, closingLine, stdout } = testsOf({ checks, testFile });
    expect(closingLine).toBe('3 passed, 2 failed, 1 skipped');
    expect(status).toBe(1);
    expect(stdout).toContain('words of lint');
    expect(stdout).toMatch(/^Skipped.*:\n {2}reads more\nFailed:\n {2}lint\n {2}breaks\n/m);
  });

  it.each([
    ['a file cannot be loaded', `import './absent.js';`],
    ['there is no test', undefined],
    ['a hook fails', `import { afterAll } from 'vitest'; ${works} afterAll(() => { throw new Error('broken'); });`],
    ['an error comes from nowhere', `${works} setTimeout(() => { throw new Error('late'); });`],
    ['vitest dies', `${works} process.kill(process.ppid, 'SIGKILL');`],
  ])('fails when %s', (_what, testFile) => {
    const { status, closingLine } = testsOf(testFile === undefined ? {} : { testFile });
    expect(closingLine).toMatch(/^[23] passed, [12] failed$/);
    expect(status).toBe(1);
  });
});
