// Is a stored verdict what the stored rows say? It is computed once more from what it saw, and compared bit for bit.

import { PROFILE_VERSION } from '../../analysis/analyze.ts';
import { CALIBRATED_VERSION, type Settings } from '../../analysis/calibrated/analyze.ts';
import type { Baseline } from '../../analysis/calibrated/baseline.ts';
import { DEFAULT_BASELINE_ID, defaultBaseline } from '../../analysis/calibrated/default-baseline.ts';
import { ladderOf } from '../../league/queues.ts';
import type { EvidenceBasis, NewVerdict, StoredAnalysis } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { basisOf, calibratedAnalysisOf, verdictRow } from '../../store/verdict-row.ts';
import { cachedPeers, judgeCalibrated, judgeClassic } from './judge.ts';

export type Verification =
  | { readonly kind: 'same' }
  | { readonly kind: 'differs'; readonly differences: readonly Difference[] }
  /** `reason`: a clause for people, why it cannot be computed again. */
  | { readonly kind: 'impossible'; readonly reason: string };

export interface Difference {
  /** Of the stored analysis. */
  readonly column: string;
  readonly stored: unknown;
  readonly computed: unknown;
}

const versions = { calibrated: CALIBRATED_VERSION, classic: PROFILE_VERSION } as const;

export async function verifyVerdict(store: Store, stored: StoredAnalysis): Promise<Verification> {
  const basis = basisOf(stored);
  if (basis === undefined) return impossible('an older version of riotjobs made it and did not keep what it saw');
  const current = versions[stored.profile];
  if (stored.profileVersion !== current) {
    return impossible(`it is of version ${stored.profileVersion}, and this riotjobs judges by ${current}`);
  }
  const computed = await computeAgain(store, stored, basis);
  if (computed === undefined) return impossible(`its baseline ${stored.baselineId} is not stored`);
  const differences = differencesOf(stored, verdictRow({ ...computed, basis }));
  return differences.length === 0 ? { kind: 'same' } : { kind: 'differs', differences };
}

function impossible(reason: string): Verification {
  return { kind: 'impossible', reason };
}

async function computeAgain(
  store: Store,
  stored: StoredAnalysis,
  basis: EvidenceBasis,
): Promise<NewVerdict | undefined> {
  const { puuid, queueId } = stored;
  const load = () => store.analyses.loadPlayerEvidence({ puuid, queueId, ladder: ladderOf(queueId), basis });
  if (stored.profile === 'classic') return judgeClassic(await load());
  const settings = await settingsOf(store, stored);
  return settings && judgeCalibrated(await load(), settings, cachedPeers(store, basis.peersUntil ?? 0));
}

/** What `judge` was given then. */
export async function settingsOf(store: Store, stored: StoredAnalysis): Promise<Settings | undefined> {
  const analysis = calibratedAnalysisOf(stored);
  const baseline = analysis && (await baselineOf(store, analysis.baselineId));
  if (analysis === undefined || baseline === undefined) return undefined;
  const { prior, coefficients, missingMatches } = analysis;
  return { baseline, prior, coefficients, missingMatches };
}

async function baselineOf(store: Store, id: string): Promise<Baseline | undefined> {
  return id === DEFAULT_BASELINE_ID ? defaultBaseline : store.analyses.findBaseline(id);
}

function differencesOf(stored: StoredAnalysis, computed: ReturnType<typeof verdictRow>): Difference[] {
  const before: Readonly<Record<string, unknown>> = { ...stored };
  return Object.entries(computed)
    .map(([column, value]) => ({ column, stored: before[column], computed: value }))
    .filter((pair) => comparable(pair.stored, pair.column) !== comparable(pair.computed, pair.column));
}

/** The wording of a reason may become better; its numbers may not change. */
function comparable(value: unknown, column: string): unknown {
  if (column !== 'factorsJson' || typeof value !== 'string') return value ?? null;
  const wordings = new Set(['words', 'reason', 'needs']);
  return JSON.stringify(JSON.parse(value), (key, inner) => (wordings.has(key) ? undefined : inner));
}
