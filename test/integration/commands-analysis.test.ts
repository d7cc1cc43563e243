// analysis list, show, explain, history and mark, on verdicts of both profiles.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import {
  judgeClassic,
  openJudgedWorld,
  someVerdict,
  storeNewerGame,
  type Verdict,
  verdictsOf,
} from './commands-analysis-world.ts';
import { type CommandsWorld, jsonOf, rowsOf, type Settings, sql, succeed } from './commands-world.ts';

let world: CommandsWorld;
let env: Settings;
beforeAll(async () => {
  ({ world, env } = await openJudgedWorld());
});
afterAll(() => world.close());

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
const plain = () => ({ ...env, NO_COLOR: '1' });

describe('analysis list', () => {
  it('has the newest verdict of each player, the strongest first', async () => {
    const items = await verdictsOf(env);
    const stored = sql(env, 'select count(distinct puuid) as players from player_analysis') as { players: number }[];
    expect(items).toHaveLength(stored[0]?.players ?? 0);
    expect(items.length).toBeGreaterThan(20);
    const scores = items.flatMap(({ probability }) => probability ?? []);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it('is narrowed by band, probability, tier and time', async () => {
    const items = await verdictsOf(env);
    const [first] = items;
    const narrowed = async (...flags: readonly string[]) => (await verdictsOf(env, ...flags)).map(({ puuid }) => puuid);
    const those = (is: (verdict: Verdict) => boolean) => items.filter(is).map(({ puuid }) => puuid);
    expect(await narrowed('--band', 'not_flagged')).toEqual(those(({ band }) => band === 'not_flagged'));
    const bands = ['--band', 'inconclusive', '--band', 'possible'];
    expect(await narrowed(...bands)).toEqual(those(({ band }) => ['inconclusive', 'possible'].includes(band)));
    const probable = await narrowed('--min-probability', '0.05');
    expect(probable).toEqual(those(({ probability }) => (probability ?? 0) >= 0.05));
    expect(probable.length).toBeLessThan(items.length);
    const tier = String(first?.tier);
    expect(await narrowed('--tier', tier.toLowerCase())).toEqual(those((verdict) => verdict.tier === tier));
    expect(await narrowed('--since', '1h')).toHaveLength(items.length);
    expect(await narrowed('--since', '2100-01-01T00:00:00Z')).toEqual([]);
  });

  it('is a table of 80 columns, a TSV with full values, and says what is left out', async () => {
    const { stdout, stderr } = await riotjobs(['analysis', 'list', '--limit', '3'], { env: plain(), columns: 80 });
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    expect(stdout).toContain('probability');
    expect(stderr).toContain('only the first 3');
    const rows = rowsOf((await succeed(env, 'analysis', 'list')).stdout);
    const verdict = await someVerdict(env);
    expect(rows[0]).toMatchObject({ puuid: verdict.puuid, probability: String(verdict.probability) });
    const none = await succeed(env, 'analysis', 'list', '--band', 'high');
    expect(none.stderr).toContain('no verdict is like that');
  });

  it.each([
    ['--band', 'huge'],
    ['--min-probability', '1.5'],
    ['--tier', 'wood'],
    ['--since', 'yesterday'],
  ])('refuses %s %s', async (flag, value) => {
    const { code, stderr } = await riotjobs(['analysis', 'list', flag, value], { env });
    expect(code).toBe(2);
    expect(stderr).toContain(value);
  });
});

describe('analysis show', () => {
  it('has the stored verdict with everything it was made with', async () => {
    const { puuid, llr } = await someVerdict(env);
    const shown = await jsonOf<{ verdict: Record<string, unknown> }>(env, 'analysis', 'show', puuid);
    expect(shown.verdict).toMatchObject({ llr, prior: 0.05, profileVersion: 'calibrated-1', missingMatches: 0 });
    expect(shown.verdict['baselineId']).toMatch(/^[0-9a-f]{16}$/);
    expect(Object.keys(shown.verdict['factors'] as object)).toHaveLength(9);
    const { stdout } = await riotjobs(['analysis', 'show', puuid], { env: plain(), columns: 80 });
    expect(widest(stdout)).toBeLessThanOrEqual(80);
  });

  it('--verify: the same bit for bit, or exit 1', async () => {
    const { puuid } = await someVerdict(env);
    const same = await succeed(env, 'analysis', 'show', puuid, '--verify');
    expect(rowsOf(same.stdout).at(-1)).toMatchObject({ what: 'verified', value: 'same' });
    const bend = (change: string) =>
      sql(env, `update player_analysis set llr = llr ${change} where puuid = '${puuid}'`);
    const kept = sql(env, `select llr from player_analysis where puuid = '${puuid}'`) as { llr: number }[];
    bend('* (1 + 1e-15)');
    const other = await riotjobs(['analysis', 'show', puuid, '--verify', '--json'], { env });
    expect(other.code).toBe(1);
    const { verification } = JSON.parse(other.stdout);
    expect(verification).toMatchObject({ kind: 'differs', differences: [{ column: 'llr', computed: kept[0]?.llr }] });
    sql(env, `update player_analysis set llr = ${kept[0]?.llr} where puuid = '${puuid}'`);
    await succeed(env, 'analysis', 'show', puuid, '--verify');
  });

  it.each(['show', 'explain', 'history'])('%s: 1 for somebody without a verdict or unknown', async (name) => {
    const [row] = sql(env, 'select puuid from players where is_tracked') as { puuid: string }[];
    const unjudged = await riotjobs(['analysis', name, String(row?.puuid)], { env });
    expect(unjudged).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('no verdict about') });
    expect((await riotjobs(['analysis', name, 'Nobody Here#NONE'], { env })).code).toBe(1);
    expect((await riotjobs(['analysis', name], { env })).code).toBe(2);
  });
});

interface Explained {
  readonly contributions: readonly { readonly contribution: number; readonly words: string }[];
  readonly rival: { readonly title: string; readonly share: number };
  readonly games: { readonly highest: readonly { matchId: string }[]; readonly lowest: readonly object[] };
  readonly sentences: readonly string[];
}

describe('analysis explain', () => {
  it('has nine contributions that add up to the evidence, the rival, the games and the sentences', async () => {
    const { puuid, llr } = await someVerdict(env);
    const explained = await jsonOf<Explained>(env, 'analysis', 'explain', puuid);
    expect(explained.contributions).toHaveLength(9);
    const sum = explained.contributions.reduce((total, { contribution }) => total + contribution, 0);
    expect(sum).toBeCloseTo(llr ?? Number.NaN, 9);
    expect(explained.rival.share).toBeGreaterThan(0);
    expect(explained.games.lowest).toHaveLength(3);
    const known = sql(
      env,
      `select count(*) as games from matches where match_id = '${explained.games.highest[0]?.matchId}'`,
    );
    expect(known).toEqual([{ games: 1 }]);
    expect(explained.sentences.join(' ')).toContain('nobody can state a real accuracy');
  });

  it('draws nine bars on a terminal, and none in a pipe', async () => {
    const { puuid } = await someVerdict(env);
    const { stdout } = await riotjobs(['analysis', 'explain', puuid], { env: plain(), columns: 80 });
    expect(stdout.match(/│/g)).toHaveLength(9);
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    const piped = (await succeed(env, 'analysis', 'explain', puuid)).stdout;
    expect(piped).not.toMatch(/[│█]/);
    expect(rowsOf(piped).filter(({ kind }) => kind === 'contribution')).toHaveLength(9);
  });

  it('speaks of the games that the verdict saw, whatever was stored since', async () => {
    const { puuid } = await someVerdict(env);
    const before = await jsonOf<Explained>(env, 'analysis', 'explain', puuid);
    storeNewerGame(env, puuid);
    expect(await jsonOf<Explained>(env, 'analysis', 'explain', puuid)).toEqual(before);
    const { stdout } = await succeed(env, 'players', 'show', puuid, '--json');
    expect(JSON.parse(stdout).games.countable).toBeGreaterThan((await someVerdict(env)).gamesAnalyzed);
    for (const table of ['match_participants', 'matches']) sql(env, `delete from ${table} where match_id = 'EUW1_1'`);
  });
});

describe('analysis mark', () => {
  const marked = async () => (await verdictsOf(env, '--marked')).map(({ puuid, label }) => [puuid, label]);

  it('keeps what a person knows, replaces it and takes it back', async () => {
    const { puuid } = await someVerdict(env);
    const mark = (...flags: string[]) => jsonOf<{ isChanged: boolean }>(env, 'analysis', 'mark', puuid, ...flags);
    expect(await marked()).toEqual([]);
    expect(await mark('--confirmed', '--note', 'told me')).toMatchObject({ label: 'smurf', isChanged: true });
    expect(await mark('--confirmed', '--note', 'told me')).toMatchObject({ isChanged: false });
    expect(await marked()).toEqual([[puuid, 'smurf']]);
    const shown = await jsonOf<object>(env, 'analysis', 'show', puuid);
    expect(shown).toMatchObject({ label: 'smurf', note: 'told me' });
    expect(await mark('--false-positive')).toMatchObject({ label: 'honest', note: null, isChanged: true });
    expect(await marked()).toEqual([[puuid, 'honest']]);
    expect(await mark('--clear')).toMatchObject({ label: null, isChanged: true });
    expect(await mark('--clear')).toMatchObject({ isChanged: false });
    expect(await marked()).toEqual([]);
  });

  it.each([[[]], [['--confirmed', '--clear']], [['--clear', '--note', 'x']]])('refuses %j', async (flags) => {
    const { puuid } = await someVerdict(env);
    const { code, stderr } = await riotjobs(['analysis', 'mark', puuid, ...flags], { env });
    expect(code).toBe(2);
    expect(stderr).toContain('--confirmed');
  });
});

describe('verdicts of the profile classic', () => {
  it('are shown by every command, beside the others in the history', async () => {
    const { puuid } = await someVerdict(env);
    await judgeClassic(env);
    const now = (await verdictsOf(env)).find((verdict) => verdict.puuid === puuid);
    expect(now).toMatchObject({ profile: 'classic', probability: null, smurfScore: expect.any(Number) });
    const { items } = await jsonOf<{ items: Verdict[] }>(env, 'analysis', 'history', puuid);
    expect(items.map(({ profile }) => profile)).toEqual(['classic', 'calibrated']);
    const answers = await Promise.all(
      [['list'], ['show', puuid], ['explain', puuid], ['history', puuid]].map((words) =>
        riotjobs(['analysis', ...words], { env: plain(), columns: 80 }),
      ),
    );
    for (const { code, stdout } of answers) {
      expect(code).toBe(0);
      expect(widest(stdout)).toBeLessThanOrEqual(80);
    }
    expect(answers[2]?.stdout).toContain('no probability');
    await succeed(env, 'analysis', 'show', puuid, '--verify');
  });
});
