import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_ATTEMPTS } from '../../src/riot/retry.ts';
import { newHome, riotjobs } from './command-line.ts';
import { type CommandsWorld, openWorld, rowsOf, type Settings, sql } from './commands-world.ts';
import { LIMITS, type Reply, started } from './riot-server.ts';

let world: CommandsWorld;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

function listOf(...lines: readonly string[]): string {
  const path = join(newHome(), 'players.txt');
  writeFileSync(path, lines.join('\n'));
  return path;
}

const trackedIn = (env: Settings) => sql(env, 'select puuid from players where is_tracked').length;

const outcomes = (stdout: string) => rowsOf(stdout).map(({ line, outcome }) => `${line} ${outcome}`);

describe('players track --file', () => {
  it('tracks everybody in the list, one request each', async () => {
    const env = world.settings();
    const [first = '', second = '', third = ''] = world.riotIds(4);
    const puuid = world.simulator.world.suggestTracked(4)[3]?.puuid ?? '';
    const file = listOf('// finals', first, '', `${second}\teuw1`, `"${third}"`, puuid, first.toUpperCase());
    const { requests } = world.simulator.stats();
    const argv = ['players', 'track', '--file', file, '--platform', 'euw1'];
    const { code, stdout, stderr } = await riotjobs(argv, { env });
    expect(code).toBe(0);
    expect(outcomes(stdout)).toEqual(['2 tracked', '4 tracked', '5 tracked', '6 tracked', '7 repeated']);
    expect(stderr).toBe('5 players in the list: 4 now tracked, 1 named twice\n');
    expect(world.simulator.stats().requests - requests).toBe(4);
    expect(trackedIn(env)).toBe(4);
    const again = await riotjobs([...argv, '--json'], { env });
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(again.stdout)).toMatchObject({
      schemaVersion: 1,
      alreadyTracked: 4,
      failed: 0,
      items: [{ line: 2, input: first, outcome: 'already tracked', player: { isTracked: true } }, {}, {}, {}, {}],
    });
  });

  it('lists every failure with its line and its reason, and tracks the rest: 3', async () => {
    const env = world.settings();
    const [first = '', second = ''] = world.riotIds(2);
    const file = listOf('NoTag', first, 'Nobody Here#NONE', `${second}\tnarnia`, second);
    const { code, stdout, stderr } = await riotjobs(['players', 'track', '--file', file, '--platform', 'euw1'], {
      env,
    });
    expect(code).toBe(3);
    expect(outcomes(stdout)).toEqual(['1 failed', '2 tracked', '3 failed', '4 failed', '5 tracked']);
    const reasons = rowsOf(stdout).map(({ reason }) => reason);
    expect(reasons[0]).toContain('neither a Riot ID nor a puuid');
    expect(reasons[2]).toContain('Nobody Here#NONE');
    expect(reasons[3]).toContain('narnia');
    expect(stderr).toContain('2 now tracked, 3 failed');
    expect(trackedIn(env)).toBe(2);
  });

  it('1 when all of them failed', async () => {
    const file = listOf('NoTag', 'Nobody Here#NONE');
    const argv = ['players', 'track', '--file', file, '--platform', 'euw1'];
    expect((await riotjobs(argv, { env: world.settings() })).code).toBe(1);
  });

  it('needs a platform for every line, from the line or from the flag', async () => {
    const [first = '', second = ''] = world.riotIds(2);
    const file = listOf(`${first}\tEUW1`, second);
    const { code, stdout } = await riotjobs(['players', 'track', '--file', file], { env: world.settings() });
    expect(code).toBe(3);
    expect(rowsOf(stdout)[1]).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('--platform') });
  });

  it('reads standard input, wherever its pieces are cut', async () => {
    const env = world.settings();
    const bytes = new TextEncoder().encode(`${world.riotIds(2).join('\r\n')}\r\n`);
    const stdin = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const { code, stdout } = await riotjobs(['players', 'track', '--file', '-', '--platform', 'euw1'], { env, stdin });
    expect({ code, outcomes: outcomes(stdout) }).toEqual({ code: 0, outcomes: ['1 tracked', '2 tracked'] });
  });

  it('refuses what is no list, before anything is asked or created: 2', async () => {
    const env = world.settings();
    const track = ['players', 'track', '--platform', 'euw1'];
    const latin = join(newHome(), 'latin.txt');
    writeFileSync(latin, Buffer.from([0x46, 0xf6, 0x62, 0x23, 0x31]));
    const cases: readonly (readonly [string[], string])[] = [
      [[...track, '--file', join(newHome(), 'none.txt')], 'none.txt'],
      [[...track, '--file', newHome()], 'cannot be read'],
      [[...track, '--file', latin], 'UTF-8'],
      [[...track, '--file', listOf('', '// nobody')], 'no player'],
      [[...track, '--file', '-'], 'no player'],
      [[...track, '--file', listOf('A#B'), 'C#D'], 'together'],
      [['players', 'track', '--file', listOf('A#B'), '--platform', 'narnia'], 'narnia'],
      [track, 'Riot ID'],
      [['players', 'track', 'A#B'], '--platform'],
    ];
    for (const [argv, problem] of cases) {
      const { code, stdout, stderr } = await riotjobs(argv, { env });
      expect({ argv, code, stdout }).toEqual({ argv, code: 2, stdout: '' });
      expect(stderr).toContain(problem);
    }
    expect(() => sql(env, 'select 1 from players')).toThrow();
  });
});

describe('a list that cannot be finished', () => {
  const account = (number: number): Reply => ({
    headers: { ...LIMITS, 'content-type': 'application/json' },
    body: JSON.stringify({ puuid: `listed-${number}_`.padEnd(78, 'x'), gameName: `Name ${number}`, tagLine: 'TAG' }),
  });
  const limited: Reply = {
    status: 429,
    headers: { ...LIMITS, 'X-Rate-Limit-Type': 'application', 'Retry-After': '600' },
  };
  const file = () => listOf('Name 1#TAG', 'Bad line', 'Name 2#TAG', 'Name 3#TAG', 'Name 4#TAG');

  async function run(script: readonly Reply[], ...more: readonly string[]) {
    const server = await started(script);
    const env = world.settings({ RIOTJOBS_API_URL: server.url });
    const argv = ['players', 'track', '--file', file(), '--platform', 'euw1', ...more];
    return { ...(await riotjobs(argv, { env })), env, requests: server.requests.length };
  }

  it('stops at a rate limit beyond patience, and says how many are left: 5', async () => {
    const { code, stdout, stderr, env, requests } = await run([account(1), account(2), limited]);
    expect({ code, requests }).toEqual({ code: 5, requests: 3 });
    expect(outcomes(stdout)).toEqual(['1 tracked', '2 failed', '3 tracked', '4 left', '5 left']);
    expect(stderr).toContain('2 left, from line 4 on');
    expect(stderr).toContain('rate limit');
    expect(trackedIn(env)).toBe(2);
  });

  it('says so in JSON, too', async () => {
    const { code, stdout, stderr } = await run([account(1), limited], '--json');
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      tracked: 1,
      failed: 1,
      left: 3,
      items: [{}, {}, { outcome: 'left' }, {}, {}],
    });
    expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 5, retryAfter: expect.stringMatching(/Z$/) },
    });
  });

  it('stops when the key is refused: 4', async () => {
    const { code, stdout, stderr, requests } = await run([account(1), { status: 403, headers: LIMITS, body: '{}' }]);
    expect({ code, requests }).toEqual({ code: 4, requests: 2 });
    expect(outcomes(stdout)).toEqual(['1 tracked', '2 failed', '3 left', '4 left', '5 left']);
    expect(stderr).toContain('3 left, from line 3 on');
  });

  it('stops when there is no network, and says what going on costs: 5', async () => {
    const { code, stdout, stderr, requests } = await run([account(1), { cutAfter: 0 }]);
    expect({ code, requests }).toEqual({ code: 5, requests: 1 + MAX_ATTEMPTS });
    expect(outcomes(stdout)).toEqual(['1 tracked', '2 failed', '3 left', '4 left', '5 left']);
    expect(stderr).toContain('3 left, from line 3 on');
    expect(stderr).toContain('one request each');
    expect(stderr).toContain('riotjobs: no answer');
  });

  it('goes on behind an error that only one line meets: 3', async () => {
    const odd: Reply = { headers: { ...LIMITS, 'content-type': 'application/json' }, body: '{"cut' };
    const { code, stdout } = await run([account(1), odd, account(3), account(4)]);
    expect(code).toBe(3);
    expect(outcomes(stdout)).toEqual(['1 tracked', '2 failed', '3 failed', '4 tracked', '5 tracked']);
  });

  it('stops when asked to: 130, and what was done is kept', async () => {
    const stop = new AbortController();
    const interrupted = () => {
      stop.abort('SIGINT');
      return account(2);
    };
    const server = await started([account(1), interrupted, account(3)]);
    const env = world.settings({ RIOTJOBS_API_URL: server.url });
    const argv = ['players', 'track', '--file', file(), '--platform', 'euw1'];
    const { code, stdout, stderr } = await riotjobs(argv, { env, signal: stop.signal });
    expect(code).toBe(130);
    expect(outcomes(stdout)).toContain('5 left');
    expect(stderr).toContain('left, from line');
    expect(stderr).not.toContain('bug');
    expect(trackedIn(env)).toBeGreaterThan(0);
  });
});
