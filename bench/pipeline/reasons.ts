// Why figures of a crawl differ from what is possible: one thing after the other is made as good as it can be.

import type { Baseline } from '../../src/analysis/calibrated/baseline.ts';
import { defaultBaseline } from '../../src/analysis/calibrated/default-baseline.ts';
import { type History, historyOf } from '../../src/analysis/calibrated/history.ts';
import type { RankPoint } from '../../src/analysis/evidence.ts';
import { bandLine, classLine, heading, type Judged, judge, row } from './figures.ts';
import type { Ground } from './ground.ts';
import { type PurePlayer, purePlayers } from './pure.ts';
import {
  knownLobby,
  repeatsLine,
  type StoredPlayer,
  storedBaseline,
  storedPlayers,
  storedRanks,
  storedVerdicts,
} from './stored.ts';

/** Both rows by the same players: those whom the jobs have judged. */
export async function reasonLines(title: string, ground: Ground): Promise<string[]> {
  const verdicts = storedVerdicts(ground);
  const judged = new Set(verdicts.map(({ player }) => player.puuid));
  const isJudged = ({ player }: Pick<PurePlayer, 'player'>) => judged.has(player.puuid);
  const stored = (await storedPlayers(ground)).filter(isJudged);
  const everybody = purePlayers(ground.simulator.world);
  const steps = stepsOf({ ground, everybody, isJudged, stored, baseline: await storedBaseline(ground) });
  return [
    heading(title),
    row('as the jobs have judged', verdicts),
    ...steps.map(([name, players]) => row(name, players)),
    bandLine('as the jobs have judged', verdicts),
    classLine('as the jobs have judged', verdicts),
    classLine('perfect knowledge', steps[4]?.[1] ?? []),
    ...[...ground.notes, repeatsLine(ground), gamesLine(stored)].map((note) => `  ${note}`),
  ];
}

interface Parts {
  readonly ground: Ground;
  readonly everybody: readonly PurePlayer[];
  readonly isJudged: (player: Pick<PurePlayer, 'player'>) => boolean;
  readonly stored: readonly StoredPlayer[];
  readonly baseline: Baseline;
}

function stepsOf({ ground, everybody, isJudged, stored, baseline }: Parts): (readonly [string, Judged[]])[] {
  const ranks = storedRanks(ground);
  const now = ground.stage.clock.now();
  const pure = everybody.filter(isJudged);
  const withRanks = ({ player, evidence }: PurePlayer, own?: readonly RankPoint[]) => {
    const known = own === undefined ? ranks : new Map([...ranks, [player.puuid, own]]);
    return historyOf({ ...evidence, ranks: known, rankCheckedAt: now });
  };
  const judgeAll = (players: readonly PurePlayer[], historyOfOne: (player: PurePlayer) => History) =>
    players.map((one) => ({ player: one.player, ...judge(historyOfOne(one), baseline) }));
  return [
    ['  again, on all that is stored in the end', stored.map((one) => judged(one, baseline))],
    ['  + all 60 games, and what was before', judgeAll(pure, (one) => withRanks(one))],
    ['  + the own rank at each game', judgeAll(pure, (one) => withRanks(one, one.history.ranks))],
    ['  + the ranks of the lobbies at each game', pure.map((one) => judged(one, baseline))],
    ['perfect knowledge, everybody of the world', everybody.map((one) => judged(one, baseline))],
    ['  on the shipped baseline', everybody.map((one) => judged(one, defaultBaseline))],
  ];
}

function judged({ player, history }: StoredPlayer, baseline: Baseline): Judged {
  return { player, ...judge(history, baseline) };
}

function gamesLine(stored: readonly StoredPlayer[]): string {
  const games = stored.map(({ history }) => history.games.length).sort((a, b) => a - b);
  const at = (share: number) => games[Math.floor(share * (games.length - 1))];
  const known = (100 * knownLobby(stored)).toFixed(0);
  return `games in a sample: median ${at(0.5)}, nine of ten at least ${at(0.1)}; ${known} % of the lobbies' ranks known in the end`;
}
