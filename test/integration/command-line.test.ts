import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { formatRiotId } from '../../src/league/riot-id.ts';
import { serve } from '../../src/simulator/server.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { newHome, riotjobs } from './command-line.ts';
import { RECENTLY } from './recently.ts';

const CANARY = 'RGAPI-canary-0123456789';

let simulator: Simulator;
let api: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  const world = { seed: 5, players: 60, historyDays: 10, limits: 'none', frozenAt: RECENTLY } as const;
  simulator = createSimulator({ ...world, clock: systemClock });
  api = await serve(simulator, { port: 0 });
});
afterAll(() => api.close());

function settings(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const home = newHome();
  return {
    HOME: home,
    RIOT_API_KEY: CANARY,
    RIOTJOBS_API_URL: `${api.url}/{route}`,
    RIOTJOBS_DATABASE: join(home, 'riotjobs.db'),
    ...more,
  };
}

function someRiotId(index = 0): string {
  const [player] = simulator.world.suggestTracked(index + 1).slice(index);
  return player ? formatRiotId(player.riotId) : '';
}

describe('good input', () => {
  it('tracks by Riot ID and by puuid, lists, updates, analyzes, shows', async () => {
    const env = settings();
    const [, second] = simulator.world.suggestTracked(2);
    const byName = await riotjobs(['players', 'track', someRiotId(), '--platform', 'EUW1', '--json'], { env });
    expect(byName).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(byName.stdout)).toMatchObject({ schemaVersion: 1, isNew: true, player: { isTracked: true } });
    const byPuuid = await riotjobs(['players', 'track', second?.puuid ?? '', '--platform', 'euw1'], { env });
    expect(byPuuid).toMatchObject({ code: 0, stdout: '' });
    expect(byPuuid.stderr).toContain('is now tracked');
    const again = await riotjobs(['players', 'track', someRiotId(), '--platform', 'euw1'], { env });
    expect(again.stderr).toContain('already tracked');

    const update = await riotjobs(['run', 'updater', '--json'], { env });
    expect(update).toMatchObject({ code: 0, stderr: '' });
    const { run } = JSON.parse(update.stdout) as { run: { id: string; counters: Record<string, number> } };
    expect(run).toMatchObject({ job: 'updater', status: 'SUCCESS', reason: 'completed' });
    expect(run.counters['matchesFetched']).toBeGreaterThan(0);
    const analysis = await riotjobs(['run', 'analyzer'], { env });
    expect(analysis.code).toBe(0);
    expect(analysis.stdout.split('\n')[0]).toBe('metric\ttotal\tfetch-matches\tanalyze-players\tcheck-bans');

    const list = await riotjobs(['executions', 'list'], { env });
    expect(list.stdout.trimEnd().split('\n')).toHaveLength(3);
    const shown = await riotjobs(['executions', 'show', run.id.slice(0, 13), '--json'], { env });
    expect(JSON.parse(shown.stdout)).toMatchObject({ run });
    const players = await riotjobs(['players', 'list', '--tracked', '--json'], { env });
    expect((JSON.parse(players.stdout) as { items: unknown[] }).items).toHaveLength(2);
  });

  it('draws tables that fit the terminal', async () => {
    const env = settings();
    await riotjobs(['players', 'track', someRiotId(), '--platform', 'euw1'], { env });
    for (const columns of [60, 80, 120, 200]) {
      const { stdout } = await riotjobs(['players', 'list'], { env: { ...env, NO_COLOR: '1' }, columns });
      expect(stdout).toContain('│ player');
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
      expect(stdout).not.toContain('\u001b');
    }
    expect((await riotjobs(['players', 'list'], { env, columns: 80 })).stdout).toContain('\u001b[1m');
    expect((await riotjobs(['players', 'list'], { env })).stdout).not.toContain('\u001b');
  });

  it('is silent under --scheduled, and leaves a job alone that is switched off', async () => {
    const env = settings();
    expect(await riotjobs(['run', 'updater', '--scheduled'], { env })).toEqual({ code: 0, stdout: '', stderr: '' });
    const file = new Sqlite(env['RIOTJOBS_DATABASE'] ?? '');
    file.exec("update job_configurations set is_active = 0 where name = 'updater'");
    file.close();
    expect(await riotjobs(['run', 'updater', '--scheduled'], { env })).toEqual({ code: 0, stdout: '', stderr: '' });
    const { stdout } = await riotjobs(['executions', 'list', '--json'], { env });
    expect((JSON.parse(stdout) as { items: unknown[] }).items).toHaveLength(1);
    expect((await riotjobs(['run', 'updater'], { env })).code).toBe(0);
  });

  it('takes the key from a file, and settings from flags before the environment before the file', async () => {
    const home = newHome();
    const keyFile = join(home, 'key');
    writeFileSync(keyFile, `${CANARY}\n`);
    const config = join(home, 'config.json');
    writeFileSync(config, JSON.stringify({ database: join(home, 'from-file.db'), apiUrl: 'http://127.0.0.1:9' }));
    const {
      RIOT_API_KEY: _,
      RIOTJOBS_DATABASE: __,
      ...env
    } = settings({ RIOT_API_KEY_FILE: keyFile, RIOTJOBS_CONFIG: config });
    const { code } = await riotjobs(['players', 'track', someRiotId(), '--platform', 'euw1'], { env });
    expect(code).toBe(0);
    expect(statSync(join(home, 'from-file.db')).mode & 0o777).toBe(0o600);
    const flagged = join(home, 'from-flag.db');
    const named = await riotjobs(['db', 'migrate', '--json', '--database', flagged], { env });
    expect(JSON.parse(named.stdout)).toMatchObject({ database: flagged });
  });

  it('prints help with the notice that Riot asks for', async () => {
    const { code, stdout } = await riotjobs(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain("isn't endorsed by Riot Games");
    expect((await riotjobs(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('bad input', () => {
  /** Every refusal: one clear message, a way out, no stack trace, and the key in none of it. */
  async function refused(argv: readonly string[], env: Readonly<Record<string, string>>, code: number) {
    const answer = await riotjobs(argv, { env });
    expect(answer.stderr).not.toMatch(/\n\s+at /);
    expect(answer.stderr + answer.stdout).not.toContain(CANARY);
    expect(answer.stdout).toBe('');
    expect({ code: answer.code, stderr: answer.stderr }).toEqual({ code, stderr: expect.stringMatching(/\S/) });
    const asJson = await riotjobs([...argv, '--json'], { env });
    expect(asJson.code).toBe(code);
    expect(JSON.parse(asJson.stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ error: { code } });
    return answer.stderr;
  }

  const track = (text: string, platform = 'euw1') => ['players', 'track', text, '--platform', platform];

  it('unknown platform: 2', async () => {
    expect(await refused(track('Name#TAG', 'euw'), settings(), 2)).toContain('euw1');
  });

  it.each(['', 'NoTag', '#TAG', 'Name#', `${'x'.repeat(25)}#TAG`, 'Name#123456789'])(
    'malformed Riot ID %j: 2',
    async (text) => {
      expect(await refused(track(text), settings(), 2)).toContain('"Name#TAG"');
    },
  );

  it('unknown command, unknown option, missing argument: 2', async () => {
    await refused(['flie'], settings(), 2);
    await refused(['run', 'updater', '--colour'], settings(), 2);
    await refused(['players', 'track', 'Name#TAG'], settings(), 2);
    await refused(['run', 'analyzer', '--set', 'players_per_run'], settings(), 2);
    await refused(['executions', 'show', 'xyz'], settings(), 2);
  });

  it('an account that Riot does not know, an execution that does not exist: 1', async () => {
    const env = settings();
    expect(await refused(track('Nobody Here#NONE'), env, 1)).toContain('Nobody Here#NONE');
    expect(await refused(['executions', 'show', '01234567'], env, 1)).toContain('riotjobs executions list');
  });

  it('missing or malformed key: 4, and no database is created', async () => {
    for (const key of ['', 'nonsense', '"RGAPI-quoted"', 'RGAPI-with blank', `RGAPI-${'\u0007'}`]) {
      const env = settings({ RIOT_API_KEY: key });
      const stderr = await refused(['run', 'updater'], env, 4);
      expect(stderr).toContain('developer.riotgames.com');
      if (key.length > 6) expect(stderr).not.toContain(key);
      expect(() => statSync(env['RIOTJOBS_DATABASE'] ?? '')).toThrow('ENOENT');
    }
  });

  it('refused key: 4, recorded as an execution that stopped at once', async () => {
    const env = settings();
    await riotjobs(track(someRiotId()), { env });
    await riotjobs(['run', 'updater'], { env });
    const { code, stdout } = await riotjobs(['run', 'updater', '--json'], {
      env: { ...env, RIOTJOBS_API_URL: `${api.url}/nowhere/{route}` },
    });
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ run: { status: 'FAILED', reason: 'auth' } });
  });

  it('missing database: 10, with the command that creates it', async () => {
    const env = settings();
    expect(await refused(['executions', 'list'], env, 10)).toContain('riotjobs db migrate --database');
    expect(await refused(['players', 'list'], env, 10)).toContain(env['RIOTJOBS_DATABASE']);
  });

  it('newer database: 10, and nothing is changed', async () => {
    const env = settings();
    await riotjobs(['db', 'migrate'], { env });
    const path = env['RIOTJOBS_DATABASE'] ?? '';
    const file = new Sqlite(path);
    file.exec("insert into schema_migrations (name, hash) values ('9999_future', 'x')");
    file.close();
    expect(await refused(['executions', 'list'], env, 10)).toContain('9999_future');
    expect(await refused(['run', 'updater'], env, 10)).toContain('9999_future');
  });

  it('invalid config_json: 12, with every problem', async () => {
    const env = settings();
    await riotjobs(['db', 'migrate'], { env });
    for (const [text, problem] of [
      ['{', 'not JSON'],
      ['{"colour":1}', 'colour'],
      ['{"players_per_run":"many"}', 'players_per_run'],
      ['[]', 'config_json'],
    ] as const) {
      const file = new Sqlite(env['RIOTJOBS_DATABASE'] ?? '');
      file.prepare("update job_configurations set config_json = ? where name = 'analyzer'").run(text);
      file.close();
      expect(await refused(['run', 'analyzer'], env, 12)).toContain(problem);
    }
  });

  it('a setting that does not fit: 12', async () => {
    const home = newHome();
    const config = join(home, 'config.json');
    writeFileSync(config, '{"databse": "x"}');
    expect(await refused(['run', 'updater', '--config', config], settings(), 12)).toContain('databse');
    expect(await refused(['run', 'updater', '--config', join(home, 'none.json')], settings(), 12)).toContain(
      'none.json',
    );
    expect(await refused(['run', 'updater', '--api-url', 'http://example.com'], settings(), 12)).toContain(
      'clear text',
    );
    expect(await refused(['db', 'migrate', '--database', 'postgres://x/y'], settings(), 12)).toContain('PostgreSQL');
    await refused(['run', 'updater'], settings({ RIOT_API_KEY: '', RIOT_API_KEY_FILE: join(home, 'nokey') }), 12);
  });

  it('a path that cannot be a database: 13, and the file stays as it was', async () => {
    const home = newHome();
    const [text, folder, foreign] = ['text', 'folder', 'foreign.db'].map((name) => join(home, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(text, 'x'.repeat(5000));
    mkdirSync(folder);
    const file = new Sqlite(foreign);
    file.exec('create table somebody_elses (id integer)');
    file.close();
    const before = readFileSync(foreign);
    const paths: [string, string][] = [
      [text, 'not a SQLite database'],
      [folder, 'folder'],
      [foreign, 'another program'],
      [join(text, 'below.db'), 'folder'],
    ];
    for (const [path, why] of paths) {
      const env = settings({ RIOTJOBS_DATABASE: path });
      expect(await refused(['db', 'migrate'], env, 13)).toContain(why);
      expect(await refused(['run', 'updater'], env, 13)).toContain(why);
    }
    expect(readFileSync(foreign)).toEqual(before);
    expect(readFileSync(text, 'utf8')).toBe('x'.repeat(5000));
  });

  it('a file that may not be written: 13', async () => {
    const env = settings();
    await riotjobs(['db', 'migrate'], { env });
    chmodSync(env['RIOTJOBS_DATABASE'] ?? '', 0o400);
    const isRoot = process.getuid?.() === 0;
    const { code } = await riotjobs(['run', 'updater'], { env });
    expect(code).toBe(isRoot ? 0 : 13);
  });

  it('a job that is running: 11, and nothing under --scheduled', async () => {
    const env = settings();
    await riotjobs(['run', 'updater'], { env });
    const file = new Sqlite(env['RIOTJOBS_DATABASE'] ?? '');
    file.exec("update job_executions set status = 'RUNNING', reason = null, completed_at = null");
    file.close();
    expect(await refused(['run', 'updater'], env, 11)).toContain(`process ${process.pid}`);
    expect(await riotjobs(['run', 'updater', '--scheduled'], { env })).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
