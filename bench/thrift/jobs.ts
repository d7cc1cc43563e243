// The jobs themselves under a virtual clock: that they ask as the policy in memory does, what a correct verdict costs, and
// how much of the quota they use while work waits.

import { createHarness, type Harness, saveCopy } from '../../test/integration/harness.ts';
import { type Asked, type Beginning, FROZEN_AT, groundOf } from './ground.ts';
import { OurPolicy } from './ours.ts';

const PHASES = ['fetch-matches'];
/** Of their requests that are the same: waits that differ by minutes may change places of equals. */
const LEAST_COMMON = 0.95;
/** Of a development key. Source: riot-api.md. */
const PER_WINDOW = 100;
const WINDOW_MS = 120_000;

interface Size {
  readonly players: number;
  readonly tracked: number;
  /** Requests on the regional route. */
  readonly budget: number;
}

/** What of the targets is missed. */
export async function tellJobs(isQuick: boolean): Promise<string[]> {
  const size = isQuick ? { players: 400, tracked: 3, budget: 400 } : { players: 3000, tracked: 20, budget: 1500 };
  const template = await prepared(size);
  return [
    ...(await tellAgreement(template, size)),
    ...(await tellUse(template, size)),
    ...(await tellVerdicts(template, size)),
  ];
}

function open({ players }: Pick<Size, 'players'>, template?: string): Harness {
  return createHarness({ seed: 7, players, historyDays: 60, frozenAt: FROZEN_AT }, template);
}

/** A database in which the updater has been. */
async function prepared(size: Size): Promise<string> {
  const harness = open(size);
  await harness.track(size.tracked);
  const all = { max_tracked_players: size.tracked, max_new_matches_per_player: 1000 };
  await harness.run('updater', { overrides: all, request: { timeoutMs: 1e9 } });
  const template = saveCopy(harness);
  await harness.close();
  return template;
}

/** Paths of the regional route since the request `from`. */
function regional({ requests }: Harness, from = 0): string[] {
  return requests.slice(from).filter((path) => path.includes('/match/v5/'));
}

async function tellAgreement(template: string, size: Size): Promise<string[]> {
  const harness = open(size, template);
  const expected: string[] = [];
  const { world } = harness.simulator;
  world.now();
  const ground = groundOf(world, beginningIn(harness));
  const options = { minMatches: 20, targetMatches: 50, playersPerRun: 8, matchesPerPlayer: 10, undecided: 0 };
  for (const asked of new OurPolicy(ground, { ...options, isAllKnown: false }).requests()) {
    if (expected.length === size.budget) break;
    if (asked.kind === 'match') ground.store(asked.match);
    expected.push(nameOf(harness, asked));
  }
  await spend(harness, { budget: size.budget, overrides: {}, phases: PHASES });
  const asked = regional(harness).map((path) => path.split('/').slice(-2).join('/').replace('matches/', ''));
  await harness.close();
  const count = Math.min(expected.length, asked.length);
  const first = expected.slice(0, count).findIndex((name, index) => name !== asked[index]);
  const agreed = first < 0 ? count : first;
  const own = new Set(asked.slice(0, count));
  const common = expected.slice(0, count).filter((name) => own.has(name)).length;
  console.log(
    `jobs: of ${count} requests the first ${agreed} are those of the policy in memory, one by one, and ${common} in all`,
  );
  return common >= LEAST_COMMON * count ? [] : ['the jobs ask otherwise than the policy in memory'];
}

function nameOf({ simulator: { world } }: Harness, asked: Asked): string {
  if (asked.kind === 'ids') return `${world.players[asked.player]?.puuid}/ids`;
  return `${world.platform.toUpperCase()}_${world.log.at(asked.match).gameId}`;
}

function beginningIn({ rows, simulator: { world } }: Harness): Beginning {
  const waiting = rows(
    `select p.puuid, p.created_at, coalesce(g.countable, 0) as countable from players p
     left join player_games g on g.puuid = p.puuid and g.queue_id = 420 where p.discovered_depth = 1`,
  ).map((row) => {
    const index = world.findByPuuid(String(row['puuid']))?.index ?? -1;
    return { index, since: Number(row['created_at']), games: Number(row['countable']) };
  });
  const ids = rows('select match_id from matches').map((row) => Number(String(row['match_id']).split('_')[1]));
  return { waiting, stored: new Set(ids.flatMap((gameId) => world.log.indexOf(gameId) ?? [])) };
}

interface Spending {
  readonly budget: number;
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly phases?: readonly string[];
}

/** Executions one after the other, until the budget is spent or nothing is left to be asked. */
async function spend(harness: Harness, { budget, overrides, phases }: Spending): Promise<void> {
  const from = harness.requests.length;
  for (let before = -1; regional(harness, from).length < budget; ) {
    if (harness.requests.length === before) return;
    before = harness.requests.length;
    await harness.run('analyzer', { overrides, ...(phases ? { phases } : {}), request: { timeoutMs: 1e9 } });
  }
}

/** From the first request to the beginning of the last window, which is not through. */
function useOf(times: readonly number[]): number {
  const [first = 0] = times;
  const last = times.findLastIndex((at, index) => at - (times[index - 1] ?? at) > WINDOW_MS / 4);
  return last / ((((times[last] ?? 0) - first) / WINDOW_MS) * PER_WINDOW);
}

/** Executions that follow one another at once, of eight players and of a hundred. */
async function tellUse(template: string, size: Size): Promise<string[]> {
  const misses: string[] = [];
  for (const players of [8, 100]) {
    const harness = open(size, template);
    const times: number[] = [];
    harness.fault = ({ url }) => {
      if (url.includes('/match/v5/')) times.push(harness.clock.now());
      return undefined;
    };
    await spend(harness, { budget: size.budget, overrides: { players_per_run: players }, phases: PHASES });
    const { limitViolations } = harness.simulator.stats();
    await harness.close();
    const used = useOf(times);
    console.log(
      `jobs: players_per_run ${players}: ${(used * 100).toFixed(1)} % of a development key's quota used while work ` +
        `waited, ${limitViolations} answers of 429`,
    );
    if (used < 0.99) misses.push(`quota used with players_per_run ${players}`);
  }
  return misses;
}

/** Sequential deepening on: judged with 20, the undecided again up to 50. Off: everybody is judged with 50, or with 20. */
async function tellVerdicts(template: string, size: Size): Promise<string[]> {
  const ways = [
    { title: 'deepening on (20, undecided up to 50)', overrides: { min_matches: 20, target_matches: 50 } },
    { title: 'deepening off, all 50', overrides: { min_matches: 50, target_matches: 50 } },
    { title: 'deepening off, all 20', overrides: { min_matches: 20, target_matches: 20 } },
  ];
  for (const { title, overrides } of ways) {
    const harness = open(size, template);
    await spend(harness, { budget: size.budget, overrides: { ...overrides, analyses_per_run: 200 } });
    console.log(`jobs: ${title}: ${verdictLine(harness)}`);
    await harness.close();
  }
  return [];
}

function verdictLine(harness: Harness): string {
  const verdicts = harness.rows(
    'select puuid, is_smurf, confidence, games_stored from player_analysis where id in (select max(id) from player_analysis group by puuid)',
  );
  const { world } = harness.simulator;
  const isDecided = (row: Record<string, unknown>) =>
    !['inconclusive', 'insufficient_data'].includes(String(row['confidence']));
  const isRight = (row: Record<string, unknown>) =>
    (row['is_smurf'] === 1) === world.findByPuuid(String(row['puuid']))?.isSmurf;
  const decided = verdicts.filter(isDecided);
  const right = decided.filter(isRight);
  const first = harness.rows(
    'select confidence, count(*) as n from player_analysis where id in (select min(id) from player_analysis group by puuid) group by 1',
  );
  const open = first.filter((row) => ['inconclusive', 'possible'].includes(String(row['confidence'])));
  const share = open.reduce((sum, row) => sum + Number(row['n']), 0) / Math.max(1, verdicts.length);
  const asked = regional(harness).length;
  const platform = harness.requests.length - asked;
  const per = (count: number) => (count / Math.max(1, right.length)).toFixed(2);
  return (
    `${verdicts.length} judged, ${decided.length} decided, ${right.length} of them rightly; per correct verdict ` +
    `${per(asked)} requests on the regional route and ${per(platform)} on the platform's; ` +
    `undecided at first ${(share * 100).toFixed(0)} %`
  );
}
