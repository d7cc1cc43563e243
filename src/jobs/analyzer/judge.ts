// From a player's stored rows to a verdict, by the profile of the configuration.

import { analyze, PROFILE_VERSION } from '../../analysis/analyze.ts';
import { analyzeCalibrated, CALIBRATED_VERSION, type Settings } from '../../analysis/calibrated/analyze.ts';
import type { Peers } from '../../analysis/calibrated/factor.ts';
import { historyOf } from '../../analysis/calibrated/history.ts';
import { mainPositionOf } from '../../analysis/calibrated/prepared.ts';
import { type Coefficients, defaultCoefficients } from '../../analysis/calibrated/probability.ts';
import { SAMPLE_SIZE } from '../../analysis/evidence.ts';
import { classicEvidenceOf } from '../../analysis/player-evidence.ts';
import type { TeamPosition } from '../../league/match.ts';
import { ladderOf } from '../../league/queues.ts';
import type { LoadedEvidence } from '../../store/analyses-store.ts';
import type { Calibration, EvidenceBasis, NewVerdict } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { AnalyzerConfig } from '../config.ts';
import { type BaselineInForce, baselineInForce } from './baseline.ts';

/** With everything that a judgement needs beside the player; the same for all players of an execution. */
export interface Judge {
  readonly profileVersion: string;
  /** The verdict, which is not stored yet. */
  judge(puuid: string): Promise<NewVerdict>;
}

export interface JudgeRequest {
  readonly store: Store;
  readonly config: Pick<AnalyzerConfig, 'queue' | 'profile' | 'prior'>;
  /** Epoch ms. */
  readonly now: number;
  /** The one in force, where it is known. */
  readonly inForce?: BaselineInForce | undefined;
}

export async function createJudge(request: JudgeRequest): Promise<Judge> {
  const { store, config } = request;
  if (config.profile === 'classic')
    return { profileVersion: PROFILE_VERSION, judge: (puuid) => classic(request, puuid) };
  const inForce = request.inForce ?? (await baselineInForce({ ...request, queueId: config.queue }));
  const peersUntil = await store.analyses.newestVerdictId();
  const settings: Settings = {
    baseline: inForce.baseline,
    missingMatches: inForce.missingMatches,
    prior: config.prior,
    coefficients: coefficientsOf(await store.analyses.activeCalibration()),
  };
  const peersOf = cachedPeers(store, peersUntil);
  return {
    profileVersion: CALIBRATED_VERSION,
    judge: async (puuid) => {
      const evidence = await loadEvidence(request, puuid);
      const verdict = await judgeCalibrated(evidence, settings, peersOf);
      return { ...verdict, basis: basisOf(evidence, peersUntil), gamesStored: evidence.gamesStored };
    },
  };
}

export function coefficientsOf(calibration: Calibration | undefined): Coefficients {
  if (calibration === undefined) return defaultCoefficients;
  const { version, a, b, c } = calibration;
  return { version, a, b, c };
}

async function classic(request: JudgeRequest, puuid: string): Promise<NewVerdict> {
  const evidence = await loadEvidence(request, puuid);
  return { ...judgeClassic(evidence), basis: basisOf(evidence, null), gamesStored: evidence.gamesStored };
}

export function judgeClassic(evidence: LoadedEvidence): NewVerdict {
  return analyze(classicEvidenceOf(evidence));
}

export type PeersOf = (position: TeamPosition) => Promise<Peers>;

export async function judgeCalibrated(
  evidence: LoadedEvidence,
  settings: Settings,
  peersOf: PeersOf,
): Promise<NewVerdict> {
  const history = historyOf(evidence);
  const mainPosition = mainPositionOf(history.games);
  const peers = mainPosition === null ? [] : await peersOf(mainPosition);
  return { ...analyzeCalibrated(history, { ...settings, peers }), queueId: evidence.queueId, mainPosition };
}

/** Each position is read once. */
export function cachedPeers({ analyses }: Store, until: number): PeersOf {
  const known = new Map<TeamPosition, Promise<Peers>>();
  return (position) => {
    const peers = known.get(position) ?? analyses.loadPeers({ position, until });
    known.set(position, peers);
    return peers;
  };
}

function loadEvidence({ store, config: { queue } }: JudgeRequest, puuid: string): Promise<LoadedEvidence> {
  const query = { puuid, queueId: queue, ladder: ladderOf(queue), sampleSize: SAMPLE_SIZE };
  return store.analyses.loadPlayerEvidence(query);
}

function basisOf(evidence: LoadedEvidence, peersUntil: number | null): EvidenceBasis {
  const { games, ranksUntil, rankCheckedAt, previousMatchAt } = evidence;
  return { matchIds: games.map(({ matchId }) => matchId), ranksUntil, rankCheckedAt, previousMatchAt, peersUntil };
}
