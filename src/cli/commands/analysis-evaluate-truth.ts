// Of analysis evaluate: the verdicts of the database against the truth of a simulator on this machine.

import { messageOf } from '../../errors.ts';
import type { StoredAnalysis } from '../../store/records.ts';
import { StartError, UsageError } from '../errors.ts';
import type { Terminal } from '../terminal.ts';
import { type LabelFigures, labelFiguresOf } from './analysis-label-figures.ts';

interface TruthfulPlayer {
  readonly puuid: string;
  readonly isSmurf: boolean;
  readonly class: string;
}

export interface TruthReport {
  /** Players of the simulator's world. */
  readonly players: number;
  /** Of them those with a verdict, by the profile that made it. */
  readonly profiles: readonly ProfileReport[];
}

interface ProfileReport {
  readonly profileVersion: string;
  readonly verdicts: number;
  readonly bands: Readonly<Record<string, number>>;
  /** Share of the verdicts with a score that leave it open; null without any. */
  readonly inconclusive: number | null;
  readonly figures: LabelFigures | null;
}

type Verdict = Pick<StoredAnalysis, 'puuid' | 'profile' | 'profileVersion' | 'confidence' | 'smurfScore' | 'isSmurf'>;

/** The newest verdict of each player. */
export function compareWithTruth(verdicts: readonly Verdict[], truth: readonly TruthfulPlayer[]): TruthReport {
  const byPuuid = new Map(truth.map((player) => [player.puuid, player]));
  const known = verdicts.flatMap((verdict) => {
    const player = byPuuid.get(verdict.puuid);
    return player === undefined ? [] : [{ verdict, player }];
  });
  const versions = [...new Set(known.map(({ verdict }) => verdict.profileVersion))].toSorted();
  const profiles = versions.map((version) => reportOf(version, known));
  return { players: truth.length, profiles };
}

interface Known {
  readonly verdict: Verdict;
  readonly player: TruthfulPlayer;
}

function reportOf(profileVersion: string, all: readonly Known[]): ProfileReport {
  const known = all.filter(({ verdict }) => verdict.profileVersion === profileVersion);
  const isProbability = known.some(({ verdict }) => verdict.profile === 'calibrated');
  const scored = known.flatMap(({ verdict: { smurfScore: score, isSmurf: isFlagged }, player }) =>
    score === null ? [] : [{ kind: player.class, isSmurf: player.isSmurf, weight: 1, score, isFlagged }],
  );
  const bands = bandsOf(known);
  return {
    profileVersion,
    verdicts: known.length,
    bands,
    inconclusive: scored.length === 0 ? null : (bands['inconclusive'] ?? 0) / scored.length,
    figures: labelFiguresOf(scored, { isFlagged: ({ isFlagged }) => isFlagged, isProbability }),
  };
}

function bandsOf(known: readonly Known[]): Record<string, number> {
  const bands: Record<string, number> = {};
  for (const { verdict } of known) bands[verdict.confidence] = (bands[verdict.confidence] ?? 0) + 1;
  return bands;
}

/** A simulator on this machine; nobody else knows a truth. */
export async function readTruth(url: string, { signal }: Terminal): Promise<readonly TruthfulPlayer[]> {
  const address = truthAddress(url);
  try {
    const response = await fetch(address, { signal });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return playersOf(await response.json());
  } catch (cause) {
    signal.throwIfAborted();
    throw new StartError(`${address} tells no truth: ${messageOf(cause)}`, {
      cause,
      hint: 'a simulator is started with: riotjobs simulate',
    });
  }
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function truthAddress(text: string): string {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'http:' || !LOOPBACK.test(url.hostname)) {
    throw new UsageError(`--truth is no simulator on this machine: ${text}`, {
      hint: 'it is written as http://127.0.0.1:8080',
    });
  }
  return new URL('/__truth', url).href;
}

function playersOf(body: unknown): readonly TruthfulPlayer[] {
  const { players } = Object(body) as { readonly players?: unknown };
  if (!Array.isArray(players)) throw new Error('there are no players in its answer');
  return players.flatMap((player: unknown) => {
    const { puuid, isSmurf, class: kind } = Object(player) as Record<string, unknown>;
    if (typeof puuid !== 'string' || typeof isSmurf !== 'boolean') return [];
    return [{ puuid, isSmurf, class: typeof kind === 'string' ? kind : 'unknown' }];
  });
}
