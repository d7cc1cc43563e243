// analysis baselines, calibrate and evaluate: what verdicts are made with, and how far to trust them.

import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import { forgeLabels, judgeClassic, openJudgedWorld, someVerdict } from './commands-analysis-world.ts';
import { type CommandsWorld, jsonOf, rowsOf, type Settings, sql, succeed } from './commands-world.ts';

let world: CommandsWorld;
let env: Settings;
let simulatorUrl: string;
beforeAll(async () => {
  ({ world, env, simulatorUrl } = await openJudgedWorld());
});
afterAll(() => world.close());

const refused = async (code: number, ...argv: readonly string[]) => {
  const answer = await riotjobs(argv, { env });
  expect(answer).toMatchObject({ code, stdout: '' });
  return answer.stderr;
};

const NO_ACCURACY = 'nobody can state a real accuracy';

describe('analysis baselines', () => {
  it('show: what verdicts are made with', async () => {
    const shown = await jsonOf<{ baseline: { id: string; rows: object } }>(env, 'analysis', 'baselines', 'show');
    const named = sql(env, 'select distinct baseline_id as id from player_analysis');
    expect(named).toEqual([{ id: shown.baseline.id }]);
    const { stdout, stderr } = await succeed(env, 'analysis', 'baselines', 'show');
    expect(rowsOf(stdout).map(({ position }) => position)).toEqual(['TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY']);
    expect(stderr).toContain(shown.baseline.id);
  });

  it('build: measures the stored matches anew and keeps the result', async () => {
    const built = await jsonOf<{ baseline: { id: string; rows: { TOP: number } } }>(
      env,
      'analysis',
      'baselines',
      'build',
    );
    expect(built.baseline.rows.TOP).toBeGreaterThan(100);
    expect(await jsonOf<object>(env, 'analysis', 'baselines', 'show')).toEqual(built);
    expect(sql(env, `select count(*) as rows from baselines where id = '${built.baseline.id}'`)).toEqual([{ rows: 1 }]);
  });

  it('say how many matches are missing in a new database', async () => {
    const fresh = world.settings();
    await succeed(fresh, 'db', 'migrate');
    const shown = await jsonOf<object>(fresh, 'analysis', 'baselines', 'show');
    expect(shown).toMatchObject({ baseline: { id: 'default' }, createdAt: null, missingMatches: 50 });
    const { code, stderr } = await riotjobs(['analysis', 'baselines', 'build'], { env: fresh });
    expect(code).toBe(1);
    expect(stderr).toContain('50 full-length matches');
  });
});

interface Fit {
  readonly logLoss: number;
  readonly coefficients: { readonly version: string; readonly b: number };
}

describe('analysis calibrate', () => {
  const stored = () => sql(env, 'select version, b, labels, undone_at is null as active from calibrations order by id');
  const calibrate = (...flags: string[]) => jsonOf<{ before: Fit; after: Fit }>(env, 'analysis', 'calibrate', ...flags);

  it('refuses until there are 50 labels, 10 of each kind', async () => {
    const { puuid } = await someVerdict(env);
    expect(await refused(1, 'analysis', 'calibrate')).toMatch(/at least 50 labels and 10 on each side, has 0 labels/);
    forgeLabels(env, puuid, { smurfs: 9, honest: 60 });
    expect(await refused(1, 'analysis', 'calibrate')).toContain('has 69 labels, 9 of them confirmed');
    sql(env, 'delete from player_labels');
    sql(env, `delete from player_analysis where puuid like 'forged%'`);
    sql(env, `delete from players where puuid like 'forged%'`);
    expect(stored()).toEqual([]);
  });

  it('fits, tells before and after, and takes it back', async () => {
    const { puuid } = await someVerdict(env);
    forgeLabels(env, puuid, { smurfs: 30, honest: 40 });
    const dry = await calibrate('--dry-run');
    expect(stored()).toEqual([]);
    const { before, after } = await calibrate();
    expect(after).toMatchObject({ ...dry.after, coefficients: { b: dry.after.coefficients.b } });
    expect(before.coefficients).toMatchObject({ version: 'default-1', b: 1.46 });
    expect(after.logLoss).toBeLessThan(before.logLoss);
    const { version, b } = after.coefficients;
    expect(stored()).toEqual([{ version, b, labels: 70, active: 1 }]);
    expect((await calibrate('--dry-run')).before).toEqual(after);
    const undone = await jsonOf<object>(env, 'analysis', 'calibrate', '--undo');
    expect(undone).toMatchObject({ undone: version, inForce: { version: 'default-1' } });
    expect(stored()).toMatchObject([{ version, active: 0 }]);
    expect(await refused(1, 'analysis', 'calibrate', '--undo')).toContain('nothing to undo');
    await refused(2, 'analysis', 'calibrate', '--undo', '--dry-run');
    const { stdout } = await riotjobs(['analysis', 'calibrate', '--dry-run'], {
      env: { ...env, NO_COLOR: '1' },
      columns: 80,
    });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

const cohort = (name: string) => readFileSync(new URL(`../unit/analysis/cohort/${name}`, import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'riotjobs-cohort-'));
const written = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

interface CohortAnswer {
  readonly id: string;
  readonly n: number;
  readonly llr: number;
  readonly p: number;
  readonly lo: number;
  readonly hi: number;
  readonly phi: Readonly<Record<string, number>>;
}

function jsonLines(text: string): CohortAnswer[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as CohortAnswer);
}

const numbersOf = ({ llr, p, lo, hi, phi }: CohortAnswer) => [llr, p, lo, hi, ...Object.values(phi)];

describe('analysis evaluate FILE', () => {
  const plain = written('plain.jsonl', cohort('players.jsonl'));
  const expected = jsonLines(cohort('expected.jsonl'));
  const labels = expected.map(({ id }, index) => ({
    id,
    class: index < 3 ? 'fresh' : 'regular',
    label: index < 3 ? 1 : 0,
    weight: 1,
  }));
  const labelled = written('labels.jsonl', labels.map((label) => JSON.stringify(label)).join('\n'));

  it('--out: the reference numbers, a line per player, plain or zstd', async () => {
    const packed = written('packed', zstdCompressSync(Buffer.from(cohort('players.jsonl'))));
    const out = join(folder, 'out.jsonl');
    for (const file of [plain, packed]) {
      await succeed({}, 'analysis', 'evaluate', file, '--out', out);
      const answers = jsonLines(readFileSync(out, 'utf8'));
      expect(answers.map(({ id, n }) => [id, n])).toEqual(expected.map(({ id, n }) => [id, n]));
      expect(Object.keys(answers[0]?.phi ?? {})).toEqual(Object.keys(expected[0]?.phi ?? {}));
      const [given, right] = [answers, expected].map((all) => all.flatMap(numbersOf));
      const distances = given?.map((value, index) => Math.abs(value - (right?.[index] ?? Number.NaN))) ?? [];
      expect(distances).toHaveLength(10 * (4 + 9));
      expect(Math.max(...distances)).toBeLessThan(1e-5);
    }
  });

  it('--out: all answers or the file as it was', async () => {
    const kept = written('kept.jsonl', 'precious');
    const half = written('half.zst', zstdCompressSync(Buffer.from(cohort('players.jsonl'))).subarray(0, 2000));
    await refused(2, 'analysis', 'evaluate', half, '--out', kept);
    await refused(2, 'analysis', 'evaluate', join(folder, 'mistyped'), '--out', kept);
    expect(readFileSync(kept, 'utf8')).toBe('precious');
    const link = join(folder, 'link.jsonl');
    symlinkSync(plain, link);
    await refused(2, 'analysis', 'evaluate', plain, '--out', link);
    await refused(2, 'analysis', 'evaluate', plain, '--labels', labelled, '--out', labelled);
    expect(readFileSync(plain, 'utf8')).toBe(cohort('players.jsonl'));
    expect(await refused(2, 'analysis', 'evaluate', plain, '--out', folder)).toContain('a folder');
    expect(await refused(2, 'analysis', 'evaluate', plain, '--out', '/dev/full')).toContain('cannot be written');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('--labels: the figures, and that they are synthetic', async () => {
    const report = await jsonOf<{ note: string }>({}, 'analysis', 'evaluate', plain, '--labels', labelled);
    expect(report.note).toContain(NO_ACCURACY);
    expect(report).toMatchObject({ players: 10, unlabelled: 0, labelFree: null, figures: { players: 10, smurfs: 3 } });
    expect(report).toMatchObject({ figures: { order: { auc: expect.any(Number) }, probability: { captured: null } } });
    const { stdout, stderr } = await riotjobs(['analysis', 'evaluate', plain, '--labels', labelled], {
      env: { NO_COLOR: '1' },
      columns: 80,
    });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stderr).toContain(NO_ACCURACY);
  });

  it('without labels: what needs no truth', async () => {
    const report = await jsonOf<object>({}, 'analysis', 'evaluate', plain);
    expect(report).toMatchObject({ figures: null, labelFree: { players: 10, nobody: { histories: 50, draws: 5 } } });
  });

  it('says what is wrong with a file, and where', async () => {
    const evaluate = (...argv: string[]) => refused(2, 'analysis', 'evaluate', ...argv);
    expect(await evaluate(join(folder, 'missing'))).toContain('missing cannot be read');
    const broken = written('broken.jsonl', `${cohort('players.jsonl').split('\n')[0]}\n{"id":"x"`);
    expect(await evaluate(broken)).toContain('broken.jsonl, line 2');
    expect(await evaluate(plain, '--labels', plain)).toContain('plain.jsonl, line 1');
    expect(await evaluate(plain, '--out', plain)).toContain('is a file that is read');
    expect(await evaluate(plain, '--out', join(folder, 'no', 'such', 'folder'))).toContain('cannot be written');
    expect(await evaluate('--labels', labelled)).toContain('FILE');
    expect(await evaluate(plain, '--truth', simulatorUrl)).toContain('--truth');
    const cut = zstdCompressSync(Buffer.from(cohort('players.jsonl'))).subarray(0, 500);
    expect(await evaluate(written('cut.zst', cut))).toContain('cut.zst');
  });
});

describe('analysis evaluate on the database', () => {
  it('tells what needs no truth', async () => {
    const report = await jsonOf<{ note: string; labelFree: { players: number; nobody: { flagged: number } } }>(
      env,
      'analysis',
      'evaluate',
    );
    expect(report.labelFree.players).toBeGreaterThan(20);
    expect(report.labelFree.nobody.flagged).toBeLessThan(0.05);
    expect(report.note).toContain('no real accuracy');
    const fresh = world.settings();
    await succeed(fresh, 'db', 'migrate');
    expect((await succeed(fresh, 'analysis', 'evaluate')).stderr).toContain('no player has 20 countable games');
  });

  it('--truth: compares the verdicts with the simulator, profile by profile', async () => {
    sql(env, `delete from player_labels`);
    const report = await jsonOf<{ players: number; profiles: { verdicts: number; figures: object }[] }>(
      env,
      ...['analysis', 'evaluate', '--truth', simulatorUrl],
    );
    const judged = sql(env, `select count(distinct puuid) as n from player_analysis where puuid not like 'forged%'`);
    expect(report).toMatchObject({ players: 60, profiles: [{ profileVersion: 'calibrated-1' }] });
    expect(judged).toEqual([{ n: report.profiles[0]?.verdicts }]);
    expect(report.profiles[0]?.figures).toMatchObject({ order: { auc: expect.any(Number) } });
    await judgeClassic(env);
    const both = await jsonOf<{ profiles: object[] }>(env, 'analysis', 'evaluate', '--truth', simulatorUrl);
    expect(both.profiles).toContainEqual(expect.objectContaining({ profileVersion: 'classic-1' }));
  });

  it('--truth asks nobody but a simulator on this machine', async () => {
    for (const url of ['https://127.0.0.1:1', 'http://example.org', 'http://127.0.0.1.example.org', 'nonsense']) {
      expect(await refused(2, 'analysis', 'evaluate', '--truth', url)).toContain('no simulator on this machine');
    }
    expect(await refused(1, 'analysis', 'evaluate', '--truth', 'http://127.0.0.1:1')).toContain('riotjobs simulate');
  });
});
