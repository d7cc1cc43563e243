// The processes of a watch loop, and the command before it starts any.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ChildSettings, startChild } from '../../src/cli/children.ts';
import { newHome, riotjobs } from './command-line.ts';

function start(options: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const lines: string[] = [];
  const settings: ChildSettings = {
    options,
    env: { PATH: process.env['PATH'], HOME: newHome(), ...env },
    onLine: (jobName, line) => lines.push(`${jobName} ${line}`),
  };
  return { child: startChild('updater', settings), lines };
}

/** Of /proc/PID/stat, behind the name: state, parent, process group. Source: proc_pid_stat(5). */
function groupOf(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}

describe('a process', () => {
  it('is "run" of the same program: its last words and its exit code arrive', async () => {
    const { child, lines } = start(['--scheduled']);
    expect(await child.ended).toEqual({ exitCode: 4, signalName: null, problem: null });
    expect(lines.join('\n')).toMatch(/^updater riotjobs: .*API key/);
  });

  it('has the settings of its options and its environment', async () => {
    const { child, lines } = start(['--scheduled', '--api-url', 'http://example.com'], { RIOT_API_KEY: 'RGAPI-test' });
    expect(await child.ended).toMatchObject({ exitCode: 12 });
    expect(lines.join('\n')).toContain('example.com');
  });

  it.runIf(process.platform === 'linux')('has a process group of its own', async () => {
    const { child } = start(['--scheduled']);
    expect(groupOf(child.pid)).toBe(child.pid);
    child.kill();
    expect(await child.ended).toEqual({ exitCode: null, signalName: 'SIGKILL', problem: null });
  });

  it('that cannot be started says why', async () => {
    const tooLong = start([], { PATH: 'x'.repeat(3_000_000) }).child;
    const { execPath } = process;
    process.execPath = '/nothing/here';
    const missing = start([]).child;
    process.execPath = execPath;
    for (const [child, problem] of [
      [tooLong, 'E2BIG'],
      [missing, 'ENOENT'],
    ] as const) {
      expect(child.pid).toBeUndefined();
      expect(await child.ended).toEqual({
        exitCode: null,
        signalName: null,
        problem: expect.stringContaining(problem),
      });
      child.stop();
      child.kill();
    }
  });
});

describe('riotjobs watch', () => {
  const env = { RIOT_API_KEY: 'RGAPI-test' };

  it('needs a key', async () => {
    expect(await riotjobs(['watch', '--once'])).toMatchObject({ code: 4, stderr: expect.stringContaining('key') });
  });

  it('knows the two jobs', async () => {
    const { code, stderr } = await riotjobs(['watch', '--jobs', 'updater,nothing'], { env });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('updater and analyzer') });
  });

  it('needs a database that its processes can share', async () => {
    const { code, stderr } = await riotjobs(['watch', '--once', '--database', ':memory:'], { env });
    expect({ code, stderr }).toEqual({ code: 12, stderr: expect.stringContaining('database file') });
  });

  it('creates the database, and with nothing due says nothing', async () => {
    const home = newHome();
    const settings = { ...env, HOME: home };
    await riotjobs(['db', 'migrate'], { env: settings });
    for (const job of ['updater', 'analyzer'])
      await riotjobs(['jobs', 'set', job, 'schedule=manual'], { env: settings });
    expect(await riotjobs(['watch', '--once'], { env: settings })).toEqual({ code: 0, stdout: '', stderr: '' });
    const { stdout } = await riotjobs(['watch', '--once', '--json', '--jobs', 'updater'], { env: settings });
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, event: 'next', job: 'updater', nextAt: null });
  });

  it('ends at its signal with the code of the signal', async () => {
    const settings = { ...env, HOME: newHome() };
    await riotjobs(['db', 'migrate'], { env: settings });
    for (const job of ['updater', 'analyzer'])
      await riotjobs(['jobs', 'set', job, 'schedule=manual'], { env: settings });
    const stop = new AbortController();
    const answer = riotjobs(['watch'], { env: settings, signal: stop.signal });
    setTimeout(() => stop.abort('SIGTERM'), 100);
    expect(await answer).toMatchObject({ code: 143, stderr: '' });
  });
});
