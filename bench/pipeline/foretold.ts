// Why the slope of foretold wins is what it is: by what is known, by what the world does, and by luck.

import type { Baseline } from '../../src/analysis/calibrated/baseline.ts';
import { type History, historyOf } from '../../src/analysis/calibrated/history.ts';
import { foretell, slopeOf } from '../../src/analysis/evaluation/predictive.ts';
import type { RankPoint } from '../../src/analysis/evidence.ts';
import { UNPLACED } from '../../src/simulator/match-log.ts';
import { ladderPlace } from '../../src/simulator/rating.ts';
import type { World } from '../../src/simulator/world.ts';
import { FROZEN_AT } from '../../test/integration/harness.ts';
import { type Request, stillWorld } from './ground.ts';
import { type PurePlayer, purePlayers } from './pure.ts';
import { ownBaseline } from './world.ts';

const SMALL_WORLDS = 6;
const SMALL = 480;

export function foretoldLines(request: Request): string[] {
  const { world } = stillWorld(request);
  const players = purePlayers(world);
  const baseline = ownBaseline(players, FROZEN_AT);
  const last = lastRanks(world);
  const late = ({ evidence, player }: PurePlayer, ofLobby: boolean) => {
    const own = last.get(player.puuid);
    const ranks = ofLobby ? last : new Map(own === undefined ? [] : [[player.puuid, own]]);
    return historyOf({ ...evidence, ranks, rankCheckedAt: FROZEN_AT });
  };
  const plain = purePlayers(world, { withoutStyle: true });
  return [
    'slope of the wins of the last 20 games on what the others foretold, two standard errors; 1 = neither too sure nor too shy',
    told(
      'ranks of all ten known at each game',
      players.map(({ history }) => history),
      baseline,
    ),
    told(
      'ranks of all ten known once, in the end',
      players.map((one) => late(one, true)),
      baseline,
    ),
    told(
      'the own rank known once, in the end',
      players.map((one) => late(one, false)),
      baseline,
    ),
    told(
      'no rank known',
      players.map(({ evidence }) => historyOf({ ...evidence, ranks: new Map() })),
      baseline,
    ),
    told(
      'all ranks, nobody has a style',
      plain.map(({ history }) => history),
      ownBaseline(plain, FROZEN_AT),
    ),
    ...smallWorlds(request),
  ];
}

/** Luck: the same figure in one small world after the other. */
function smallWorlds({ seed }: Request): string[] {
  return Array.from({ length: SMALL_WORLDS }, (_, index) => {
    const { world } = stillWorld({ players: SMALL, seed: seed + index });
    const players = purePlayers(world);
    const last = lastRanks(world);
    const histories = players.map(({ evidence }) => historyOf({ ...evidence, ranks: last, rankCheckedAt: FROZEN_AT }));
    return told(
      `a world of ${SMALL}, seed ${seed + index}, ranks in the end`,
      histories,
      ownBaseline(players, FROZEN_AT),
    );
  });
}

function told(name: string, histories: readonly History[], baseline: Baseline): string {
  const pairs = histories.flatMap((history) => foretell(history, baseline) ?? []);
  const { slope, standardError } = slopeOf(pairs);
  return `  ${name.padEnd(46)} ${slope.toFixed(2)} ± ${(2 * standardError).toFixed(2)} (${pairs.length} players)`;
}

/** The visible rank of everybody at the end of the world's history. */
function lastRanks(world: World): ReadonlyMap<string, readonly RankPoint[]> {
  const at = world.now();
  const ranks = new Map<string, readonly RankPoint[]>();
  for (const player of world.players) {
    const last = world.historyOf(player).at(-1);
    if (last === undefined) continue;
    const { players, standings } = world.log.at(last);
    const points = standings[players.indexOf(player.index)] ?? UNPLACED;
    if (points === UNPLACED) continue;
    const { tier, division, leaguePoints } = ladderPlace(points);
    ranks.set(player.puuid, [{ at, tier, division, leaguePoints }]);
  }
  return ranks;
}
