// riotjobs limits, against files that real commands have left behind.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { formatRiotId } from '../../src/league/riot-id.ts';
import { serve } from '../../src/simulator/server.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { newHome, riotjobs } from './command-line.ts';
import { jsonOf, rowsOf, type Settings, succeed } from './commands-world.ts';
import { RECENTLY } from './recently.ts';

const KEY = 'RGAPI-canary-0123456789';
const NOTHING = 'no limits are known yet; the first request to Riot tells them\n';

let simulator: Simulator;
let api: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  const world = { seed: 5, players: 60, historyDays: 10, limits: 'dev', frozenAt: RECENTLY } as const;
  simulator = createSimulator({ ...world, clock: systemClock });
  api = await serve(simulator, { port: 0 });
});
afterAll(() => api.close());

function settings(more: Settings = {}): Record<string, string> {
  const home = newHome();
  return { HOME: home, RIOT_API_KEY: KEY, RIOTJOBS_API_URL: `${api.url}/{route}`, ...more };
}

function stateFolder(env: Settings): string {
  return join(env['HOME'] ?? '', '.local', 'state', 'riotjobs');
}

function filesOf(env: Settings): string[] {
  return readdirSync(stateFolder(env)).filter((name) => name.endsWith('.db'));
}

/** One player tracked: an account request on europe, and one for the rank on euw1. */
async function used(env: Settings): Promise<Settings> {
  const riotId = formatRiotId(simulator.world.suggestTracked(1)[0]?.riotId ?? { gameName: '', tagLine: '' });
  await succeed(env, 'players', 'track', riotId, '--platform', 'euw1');
  return env;
}

interface LimitsJson {
  readonly items: readonly {
    readonly key: string;
    readonly file: string;
    readonly problem: string | null;
    readonly routes: readonly {
      readonly route: string;
      readonly sentLastHour: number;
      readonly utilisation: number;
      readonly scopes: readonly { readonly scope: string; readonly name: string | null; readonly buckets: object[] }[];
    }[];
  }[];
}

describe('riotjobs limits', () => {
  it('shows windows, what is left of them, and the last hour', async () => {
    const env = await used(settings());
    const { items } = await jsonOf<LimitsJson>(env, 'limits');
    expect(items).toHaveLength(1);
    const europe = items[0]?.routes.find(({ route }) => route === 'europe');
    expect(europe).toMatchObject({ sentLastHour: 1, limitedLastHour: 0, allowedPerHour: 3000, utilisation: 1 / 3000 });
    const application = europe?.scopes.find(({ scope }) => scope === 'application');
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(application?.buckets[1]).toEqual({
      limit: 100,
      durationMs: 120_000,
      used: expect.any(Number),
      left: expect.any(Number),
      openedEarliest: time,
      openedLatest: time,
      endsAt: time,
    });
    const { stdout } = await succeed(env, 'limits');
    const row = rowsOf(stdout).find(({ route, limit }) => route === 'europe' && limit === '100:120');
    expect(row).toMatchObject({ key: items[0]?.key, scope: 'application', 'sent in 1 h': '1', '429s in 1 h': '0' });
    expect(Number(row?.['used']) + Number(row?.['left'])).toBe(100);
  });

  it('fits a terminal of 80 columns, and names methods in full', async () => {
    const env = await used(settings({ NO_COLOR: '1' }));
    await succeed(env, 'run', 'updater');
    const { stdout, stderr } = await riotjobs(['limits'], { env, columns: 80 });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    for (const words of ['route', 'scope', 'limit', 'used', 'left', 'ends', 'match-v5 getMatch ', '100:120']) {
      expect(stdout).toContain(words);
    }
    expect(stderr).toMatch(/^europe: \d+ requests in the last hour, \d+\.\d % of the 3000 allowed; 0 answers of 429$/m);
  });

  it('names every key by its fingerprint when none is given, and never prints one', async () => {
    const env = await used(settings());
    await used({ ...env, RIOT_API_KEY: `${KEY}-other` });
    const both = { ...env, RIOT_API_KEY: '' };
    const { items } = await jsonOf<LimitsJson>(both, 'limits');
    expect(items.map(({ key }) => key)).toEqual(filesOf(env).map((name) => name.slice(7, 15)));
    expect(items).toHaveLength(2);
    const table = await riotjobs(['limits'], { env: both, columns: 80 });
    for (const { key } of items) expect(table.stdout).toContain(key);
    const answers = [
      table,
      await succeed(env, 'limits'),
      await succeed(both, 'limits'),
      await succeed(env, 'limits', '--json'),
    ];
    for (const { stdout, stderr } of answers) expect(stdout + stderr).not.toContain('RGAPI-');
  });
});

describe('riotjobs limits, where there is nothing', () => {
  it.each([KEY, ''])('says so in one sentence, and creates neither file nor database (key: "%s")', async (key) => {
    const env = settings({ RIOT_API_KEY: key });
    expect(await riotjobs(['limits'], { env })).toEqual({ code: 0, stdout: '', stderr: NOTHING });
    expect(existsSync(stateFolder(env))).toBe(false);
    expect(readdirSync(env['HOME'] ?? '')).toEqual([]);
  });

  it('is JSON without items or without routes', async () => {
    expect((await jsonOf<LimitsJson>(settings({ RIOT_API_KEY: '' }), 'limits')).items).toEqual([]);
    expect((await jsonOf<LimitsJson>(settings(), 'limits')).items).toMatchObject([{ problem: null, routes: [] }]);
  });

  it('refuses a malformed key', async () => {
    expect(await riotjobs(['limits'], { env: settings({ RIOT_API_KEY: 'x y' }) })).toMatchObject({
      code: 4,
      stdout: '',
    });
  });
});

describe('riotjobs limits and a file that cannot be used', () => {
  it('says what is wrong, leaves it as it is, and shows the others', async () => {
    const env = await used(settings());
    const damaged = join(stateFolder(env), `limits-${'0'.repeat(32)}.db`);
    mkdirSync(join(stateFolder(env), 'limits-of-nobody.db'));
    writeFileSync(damaged, 'garbage '.repeat(1000));
    const { code, stdout, stderr } = await riotjobs(['limits'], { env: { ...env, RIOT_API_KEY: '' } });
    expect(code).toBe(0);
    expect(stderr).toContain(`${damaged} cannot be used: file is not a database`);
    expect(rowsOf(stdout).length).toBeGreaterThan(0);
    expect(readFileSync(damaged, 'utf8')).toBe('garbage '.repeat(1000));
    const { items } = await jsonOf<LimitsJson>({ ...env, RIOT_API_KEY: '' }, 'limits');
    expect(items[0]).toMatchObject({ key: '00000000', problem: 'file is not a database', routes: [] });
  });
});
