// How long the built program takes to start, as a multiple of an empty Node. Medians of interleaved runs.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhenStale, cleanEnv, stageBuilt, temporaryFolder } from '../test/e2e/staged.ts';

const DEFAULT_RUNS = 21;

/** Targets as multiples of `node -e 0`. Source: docs/performance.md. */
const VERSION_TARGET = 1.5;
const EXECUTIONS_TARGET = 3;

interface Candidate {
  readonly title: string;
  readonly args: readonly string[];
  readonly target: number;
}

function timeMs(args: readonly string[], env: NodeJS.ProcessEnv): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const endedAt = performance.now();
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stderr}`);
  return endedAt - startedAt;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Every candidate once per round, so that a busy moment of the machine meets all of them. */
function measure(candidates: readonly Candidate[], runs: number, env: NodeJS.ProcessEnv): readonly number[] {
  const rounds = Array.from({ length: runs }, () => candidates.map(({ args }) => timeMs(args, env)));
  return candidates.map((_, index) => median(rounds.map((round) => round[index] ?? Number.NaN)));
}

function tell(candidates: readonly Candidate[], medians: readonly number[]): void {
  const base = medians[0] ?? Number.NaN;
  for (const [index, { title, target }] of candidates.entries()) {
    const ms = medians[index] ?? Number.NaN;
    const ratio = ms / base;
    const verdict = target === 1 ? '' : `  target ${target.toFixed(1)}x  ${ratio <= target ? 'met' : 'MISSED'}`;
    console.log(`${title.padEnd(26)} ${ms.toFixed(1).padStart(7)} ms  ${ratio.toFixed(2)}x${verdict}`);
  }
}

export function run([runs = String(DEFAULT_RUNS)]: readonly string[]): void {
  buildWhenStale();
  const staged = stageBuilt();
  const folder = temporaryFolder();
  const env = { ...cleanEnv(), XDG_STATE_HOME: folder, NODE_COMPILE_CACHE: join(folder, 'compile-cache') };
  const program = join(staged, 'bin', 'riotjobs.js');
  const database = join(folder, 'riotjobs.db');
  const list = [program, 'executions', 'list', '--database', database];
  const candidates: readonly Candidate[] = [
    { title: 'node -e 0', args: ['-e', '0'], target: 1 },
    { title: 'riotjobs --version', args: [program, '--version'], target: VERSION_TARGET },
    { title: 'riotjobs executions list', args: list, target: EXECUTIONS_TARGET },
  ];
  timeMs([program, 'db', 'migrate', '--database', database], env);
  // Fills the compile cache, as the first start on a person's machine does.
  measure(candidates, 2, env);
  console.log(`Start-up, medians of ${runs} interleaved runs on Node ${process.versions.node}`);
  tell(candidates, measure(candidates, Number(runs), env));
  for (const used of [staged, folder]) rmSync(used, { recursive: true, force: true });
}
