// How well scores put smurfs above honest players: figures of the order alone.

import { type Counts, type Judged, onceEach, type Ranked } from './ranked.ts';

/** Share of the honest players that may pass. Source: the field's usual operating point. */
const FALSE_POSITIVES = 0.01;

/** Area under the ROC curve: how often a random smurf stands above a random honest player; a tie counts half. */
export function rocAuc(ranked: Ranked, counts: Counts = onceEach(ranked)): number {
  let smurfs = 0;
  let honest = 0;
  let pairs = 0;
  for (const group of ties(ranked, counts)) {
    pairs += group.honest * (smurfs + group.smurfs / 2);
    smurfs += group.smurfs;
    honest += group.honest;
  }
  return pairs / (smurfs * honest);
}

/** Mean precision at each smurf, players with the same score taken together. */
export function averagePrecision(ranked: Ranked, counts: Counts = onceEach(ranked)): number {
  let smurfs = 0;
  let all = 0;
  let sum = 0;
  for (const group of ties(ranked, counts)) {
    smurfs += group.smurfs;
    all += group.smurfs + group.honest;
    if (group.smurfs > 0) sum += (group.smurfs * smurfs) / all;
  }
  return sum / smurfs;
}

/** The score of the honest player behind the first 1 % of them: who stands above it passes. */
export function thresholdAtOnePercent(ranked: Ranked, counts: Counts = onceEach(ranked)): number {
  const { players } = ranked;
  let position = Math.floor(FALSE_POSITIVES * honestPlayers(players, counts));
  for (const [place, player] of players.entries()) {
    if (player.isSmurf) continue;
    position -= counts[place] ?? 0;
    if (position < 0) return player.score;
  }
  return Number.NEGATIVE_INFINITY;
}

/** Share of the smurfs above the threshold. */
export function recallAtOnePercent(ranked: Ranked, counts: Counts = onceEach(ranked)): number {
  const threshold = thresholdAtOnePercent(ranked, counts);
  let found = 0;
  let all = 0;
  for (const [place, { isSmurf, score, weight }] of ranked.players.entries()) {
    if (!isSmurf) continue;
    const mass = weight * (counts[place] ?? 0);
    all += mass;
    if (score > threshold) found += mass;
  }
  return found / all;
}

interface Tie {
  /** Weights of the players with one score. */
  smurfs: number;
  honest: number;
}

function ties({ players }: Ranked, counts: Counts): Tie[] {
  const groups: Tie[] = [];
  let previous: number | undefined;
  let group: Tie = { smurfs: 0, honest: 0 };
  for (let place = 0; place < players.length; place++) {
    const { score, isSmurf, weight } = players[place] as Judged;
    if (score !== previous) {
      group = { smurfs: 0, honest: 0 };
      groups.push(group);
      previous = score;
    }
    const mass = weight * (counts[place] ?? 0);
    if (isSmurf) group.smurfs += mass;
    else group.honest += mass;
  }
  return groups;
}

function honestPlayers(players: readonly Judged[], counts: Counts): number {
  return players.reduce((sum, { isSmurf }, place) => sum + (isSmurf ? 0 : (counts[place] ?? 0)), 0);
}
