import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitRows } from '../../src/cli/exit-codes.ts';
import { riotjobs } from './command-line.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('help exit-codes', () => {
  it('prints the table of the code, which is also that of README', async () => {
    const { code, stdout, stderr } = await riotjobs(['help', 'exit-codes']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = exitRows.map((row) => `${row.code}\t${row.name}\t${row.meaning}\n`);
    expect(stdout).toBe(`code\tname\tmeaning\n${lines.join('')}`);
    const rows = exitRows.map((row) => `| ${row.code} | ${row.meaning} |\n`);
    expect(readme).toContain(`| code | meaning |\n|---|---|\n${rows.join('')}\n`);
  });

  it('is JSON with --json, and fits 80 columns', async () => {
    const { stdout } = await riotjobs(['help', 'exit-codes', '--json']);
    expect(JSON.parse(stdout)).toEqual({ schemaVersion: 1, items: exitRows });
    const drawn = await riotjobs(['help', 'exit-codes'], { env: { NO_COLOR: '1' }, columns: 80 });
    expect(Math.max(...drawn.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('names each code once', () => {
    expect(new Set(exitRows.map(({ code }) => code)).size).toBe(exitRows.length);
  });
});

describe('help', () => {
  it.each([[[]], [['run']], [['run', 'updater']], [['executions', 'list']]])(
    '%j is the help of the command',
    async (topic) => {
      const { code, stdout, stderr } = await riotjobs(['help', ...topic]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe((await riotjobs([...topic, '--help'])).stdout);
      expect(stdout).toContain(`Usage: riotjobs ${topic.join(' ')}`);
    },
  );

  it.each([[['nonsense']], [['run', 'nonsense']], [['exit-codes', 'more']]])('%j is refused', async (topic) => {
    const { code, stdout, stderr } = await riotjobs(['help', ...topic]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('unknown command');
  });
});
