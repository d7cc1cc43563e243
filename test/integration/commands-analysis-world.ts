// A database of the simulated world in which many players have a verdict.

import { jsonOf, openWorld, type Settings, sql, succeed } from './commands-world.ts';

const BUDGETS = ['players_per_run=60', 'matches_per_player=60', 'target_matches=60', 'analyses_per_run=60'];
/** Long enough for verdicts of most players. */
const HISTORY_DAYS = 60;

export interface Verdict {
  readonly puuid: string;
  readonly label: string | null;
  readonly band: string;
  readonly profile: string;
  readonly probability: number | null;
  readonly smurfScore: number | null;
  readonly llr: number | null;
  readonly tier: string | null;
  readonly gamesAnalyzed: number;
}

export async function openJudgedWorld() {
  const world = await openWorld(HISTORY_DAYS);
  const env = world.settings();
  await succeed(env, 'players', 'track', world.riotIds(1)[0] ?? '', '--platform', 'euw1');
  await succeed(env, 'run', 'updater', '--set', 'initial_history_days=all');
  await succeed(env, 'run', 'analyzer', ...BUDGETS.flatMap((set) => ['--set', set]));
  return { world, env, simulatorUrl: (env['RIOTJOBS_API_URL'] ?? '').replace('/{route}', '') };
}

/** By the profile classic this time. */
export async function judgeClassic(env: Settings): Promise<void> {
  const sets = [...BUDGETS, 'profile=classic'].flatMap((set) => ['--set', set]);
  await succeed(env, 'run', 'analyze-players', ...sets);
}

export async function verdictsOf(env: Settings, ...flags: readonly string[]): Promise<readonly Verdict[]> {
  const { items } = await jsonOf<{ items: Verdict[] }>(env, 'analysis', 'list', '--limit', '500', ...flags);
  return items;
}

/** With a score. */
export async function someVerdict(env: Settings): Promise<Verdict> {
  const verdict = (await verdictsOf(env)).find(({ smurfScore }) => smurfScore !== null);
  if (verdict === undefined) throw new Error('nobody has a verdict');
  return verdict;
}

/** The newest game of the player once more, a little later and as `EUW1_1`. */
export function storeNewerGame(env: Settings, puuid: string): void {
  const newest = `(select match_id from match_participants join matches using (match_id)
    where puuid = '${puuid}' and queue_id = 420 order by game_creation desc limit 1)`;
  const copy = (table: string, later: string) => {
    const columns = columnsOf(env, table).filter((name) => name !== 'match_id');
    const values = columns.map((name) => (name === 'game_creation' ? `game_creation + ${later}` : name));
    sql(
      env,
      `insert into ${table} (match_id, ${columns.join(', ')})
       select 'EUW1_1', ${values.join(', ')} from ${table} where match_id = ${newest}`,
    );
  };
  for (const table of ['matches', 'match_participants']) copy(table, '1000');
}

function columnsOf(env: Settings, table: string): string[] {
  return (sql(env, `select name from pragma_table_info('${table}')`) as { name: string }[]).map(({ name }) => name);
}

/** So many more players with a verdict and a label; the evidence of smurfs is higher, and all of it weaker than it looks. */
export function forgeLabels(
  env: Settings,
  puuid: string,
  { smurfs, honest }: { smurfs: number; honest: number },
): void {
  const players = columnsOf(env, 'players').filter((name) => !['puuid', 'is_tracked'].includes(name));
  const verdicts = columnsOf(env, 'player_analysis').filter((name) => !['id', 'puuid', 'llr'].includes(name));
  for (let index = 0; index < smurfs + honest; index++) {
    const isSmurf = index < smurfs;
    const copy = `forged-${String(index).padStart(3, '0')}-${puuid}`.slice(0, 78);
    const llr = (isSmurf ? 1.5 : -1.5) + ((index * 7) % 11) - 5;
    sql(
      env,
      `insert into players (puuid, is_tracked, ${players.join(', ')})
       select '${copy}', 0, ${players.join(', ')} from players where puuid = '${puuid}'`,
    );
    sql(
      env,
      `insert into player_analysis (puuid, llr, ${verdicts.join(', ')})
       select '${copy}', ${llr}, ${verdicts.join(', ')} from player_analysis where puuid = '${puuid}' limit 1`,
    );
    sql(env, `insert into player_labels values ('${copy}', '${isSmurf ? 'smurf' : 'honest'}', null, 1)`);
  }
}
