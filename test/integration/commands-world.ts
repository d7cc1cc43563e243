// A database of the simulated world for the tests of commands: some players tracked, some games stored, some judged.

import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { systemClock } from '../../src/clock.ts';
import { formatRiotId } from '../../src/league/riot-id.ts';
import { serve } from '../../src/simulator/server.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { newHome, riotjobs } from './command-line.ts';
import { RECENTLY } from './recently.ts';

export interface CommandsWorld {
  readonly simulator: Simulator;
  /** Settings with a database of their own that does not exist yet. */
  settings(more?: Readonly<Record<string, string>>): Record<string, string>;
  riotIds(count: number): string[];
  close(): Promise<void>;
}

export async function openWorld(historyDays = 10): Promise<CommandsWorld> {
  const world = { seed: 5, players: 60, historyDays, limits: 'none', frozenAt: RECENTLY } as const;
  const simulator = createSimulator({ ...world, clock: systemClock });
  const api = await serve(simulator, { port: 0 });
  return {
    simulator,
    settings: (more = {}) => {
      const home = newHome();
      const database = join(home, 'riotjobs.db');
      const env = { HOME: home, RIOT_API_KEY: 'RGAPI-of-this-test', RIOTJOBS_DATABASE: database };
      return { ...env, RIOTJOBS_API_URL: `${api.url}/{route}`, ...more };
    },
    riotIds: (count) => simulator.world.suggestTracked(count).map(({ riotId }) => formatRiotId(riotId)),
    close: () => api.close(),
  };
}

export type Settings = Readonly<Record<string, string>>;

/** One command whose exit code is 0; gives what it said. */
export async function succeed(env: Settings, ...argv: readonly string[]) {
  const answer = await riotjobs(argv, { env });
  if (answer.code !== 0) throw new Error(`${argv.join(' ')} ended with ${answer.code}: ${answer.stderr}`);
  return answer;
}

/** The object that a command prints with --json; undefined keys make a test fail. */
export async function jsonOf<Shape>(env: Settings, ...argv: readonly string[]): Promise<Shape> {
  const { stdout } = await succeed(env, ...argv, '--json');
  const parsed = JSON.parse(stdout) as Shape & { readonly schemaVersion?: number };
  if (parsed.schemaVersion !== 1) throw new Error('there is no schemaVersion');
  return parsed;
}

/** Rows of a statement on the database, beside the product. */
export function sql(env: Settings, statement: string): unknown[] {
  const file = new Sqlite(env['RIOTJOBS_DATABASE'] ?? '');
  try {
    const prepared = file.prepare(statement);
    if (prepared.reader) return prepared.all();
    prepared.run();
    return [];
  } finally {
    file.close();
  }
}

/** Lines of a TSV as objects by the titles of the first one. */
export function rowsOf(stdout: string): Record<string, string>[] {
  const [titles = [], ...rows] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return rows.map((cells) => Object.fromEntries(titles.map((title, index) => [title, cells[index] ?? ''])));
}
