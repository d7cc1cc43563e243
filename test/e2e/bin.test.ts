// bin/riotjobs.js alone, with a small main() behind it: versions of Node, streams, exit codes, signals, readers that leave.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { guardedEnv, root, temporaryFolder } from './staged.ts';

/** bin/ with the given text as dist/main.js. */
function programWith(main: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'dist'));
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  writeFileSync(join(folder, 'dist', 'main.js'), main);
  return join(folder, 'bin', 'riotjobs.js');
}

const telling = programWith(`export async function main(argv, io) {
  io.stdout.write(JSON.stringify({ argv, key: io.env.RIOT_API_KEY, isTerminal: io.stdin.isTTY === true }));
  return 3;
}`);

/** Starts, waits for a signal and ends in order: after 20 ms at once, after a minute with the word "slow". */
const waiting = programWith(`export function main([word], { stdout, signal }) {
  const open = setInterval(() => {}, 1000);
  stdout.write('started');
  return new Promise((resolve) => signal.addEventListener('abort', () => {
    stdout.write(' ' + signal.reason);
    setTimeout(() => { clearInterval(open); resolve(42); }, word === 'slow' ? 60_000 : 20);
  }));
}`);

const chatty = programWith(`export async function main(_argv, { stdout, signal }) {
  for (let line = 0; !signal.aborted; line += 1) {
    if (!stdout.write('line ' + line + '\\n')) await new Promise((resolve) => setImmediate(resolve));
  }
  return 130;
}`);

/** Leaves something behind that never ends, and much to read. */
const lingering = programWith(`export async function main(_argv, { stdout }) {
  setInterval(() => {}, 1000);
  stdout.write('x'.repeat(3_000_000));
  return 124;
}`);

/** Linux: a file that takes nothing. Source: full(4). */
const FULL = '/dev/full';

/** Starts bin as if Node had another version. */
function runOn(version: string) {
  const versions = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(versions)}`, telling];
  return spawnSync(process.execPath, args, { env: guardedEnv(), encoding: 'utf8' });
}

async function outputOf(child: ChildProcess): Promise<() => string> {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += String(chunk);
  });
  if (child.stdout !== null) await once(child.stdout, 'data');
  return () => output;
}

describe('bin/riotjobs.js', () => {
  it.each(['12.22.12', '18.20.8', '20.20.2', '22.12.0', '22.18.0', '23.11.1', '24.5.0'])(
    'refuses Node %s with one sentence',
    (version) => {
      const { status, stdout, stderr } = runOn(version);
      expect(stderr).toMatch(/^riotjobs needs Node \^22\.19\.0 \|\| >=24\.6\.0 and this is [0-9.]+: install .+\n$/);
      expect(stderr).toContain(` ${version}: `);
      expect(stdout).toBe('');
      expect(status).toBe(12);
    },
  );

  it.each(['22.19.0', '22.23.1', '24.6.0', '25.0.0', '26.1.0'])('starts on Node %s', (version) => {
    expect(runOn(version).status).toBe(3);
  });

  it('wants the versions that package.json names', () => {
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(readFileSync(join(root, 'bin', 'riotjobs.js'), 'utf8')).toContain(`'${engines.node}'`);
  });

  it('hands over arguments, streams and environment, and ends with the code of main()', () => {
    const env = guardedEnv({ RIOT_API_KEY: 'a key' });
    const child = spawnSync(process.execPath, [telling, 'players', 'track', 'Ünïcode #TAG'], { env, encoding: 'utf8' });
    const told = { argv: ['players', 'track', 'Ünïcode #TAG'], key: 'a key', isTerminal: false };
    expect(JSON.parse(child.stdout)).toEqual(told);
    expect(child.stderr).toBe('');
    expect(child.status).toBe(3);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('asks for an orderly end at %s', async (signal) => {
    const child = spawn(process.execPath, [waiting], { env: guardedEnv() });
    const output = await outputOf(child);
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([42, null]);
    expect(output()).toBe(`started ${signal}`);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('does not wait after a second %s', async (signal, code) => {
    const child = spawn(process.execPath, [waiting, 'slow'], { env: guardedEnv() });
    await outputOf(child);
    child.kill(signal);
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([code, null]);
  });

  it('ends although something never does, when everything was read', async () => {
    const child = spawn(process.execPath, [lingering], { env: guardedEnv() });
    await pause(1500);
    let length = 0;
    child.stdout.on('data', (chunk) => {
      length += chunk.length;
    });
    expect(await once(child, 'close')).toEqual([124, null]);
    expect(length).toBe(3_000_000);
  });

  it('ends quietly when its reader leaves', async () => {
    const child = spawn(process.execPath, [chatty], { env: guardedEnv() });
    let complaints = '';
    child.stderr.on('data', (chunk) => {
      complaints += String(chunk);
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(complaints).toBe('');
  });

  describe.skipIf(!existsSync(FULL))('on a full disk', () => {
    /** What is said of it, and the exit code. */
    function filling(program: string, ...argv: readonly string[]) {
      const full = openSync(FULL, 'w');
      try {
        const stdio = ['ignore', full, 'pipe'] as const;
        const { status, stderr } = spawnSync(process.execPath, [program, ...argv], {
          env: guardedEnv(),
          encoding: 'utf8',
          stdio: [...stdio],
        });
        return { status, stderr };
      } finally {
        closeSync(full);
      }
    }

    it.each([
      ['a command that writes once', telling],
      ['one that writes on and on', chatty],
    ])('%s ends with one sentence', (_what, program) => {
      const stderr = expect.stringMatching(/^riotjobs: the output cannot be written: .*no space left.*\n$/);
      expect(filling(program)).toEqual({ status: 1, stderr });
    });

    it('says so as JSON where JSON was asked for', () => {
      const { status, stderr } = filling(telling, '--json');
      const message = expect.stringContaining('cannot be written');
      expect({ status, ...JSON.parse(stderr) }).toEqual({ status: 1, error: { code: 1, name: 'FAILED', message } });
    });
  });
});
