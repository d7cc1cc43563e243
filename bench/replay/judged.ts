// Everybody with enough games, judged as the analyzer does it, the most suspicious first.

import { type History, historyOf } from '../../src/analysis/calibrated/history.ts';
import { MIN_SAMPLE, SAMPLE_SIZE } from '../../src/analysis/evidence.ts';
import { readExplanation } from '../../src/cli/commands/analysis-explain.ts';
import { settingsInForce } from '../../src/cli/commands/analysis-settings.ts';
import { calibratedView } from '../../src/cli/render/analysis-explanation.ts';
import { explanationPage } from '../../src/cli/render/analysis-explanation-text.ts';
import { paletteFor } from '../../src/cli/render/colour.ts';
import { ensureBaseline } from '../../src/jobs/analyzer/baseline.ts';
import { createJudge } from '../../src/jobs/analyzer/judge.ts';
import type { StoredAnalysis } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { type Captured, NOW } from './captures.ts';

const EVERYBODY = 1_000_000;
const PAGE_WIDTH = 100;

export interface Judged {
  readonly history: History;
  readonly verdict: StoredAnalysis;
  readonly probability: number;
  readonly llr: number;
  readonly band: StoredAnalysis['confidence'];
}

export async function judgeEverybody({ store, commit }: Captured) {
  const { queueId } = await settingsInForce(store, NOW);
  await ensureBaseline({ store, queueId, now: NOW });
  const settings = await settingsInForce(store, NOW);
  const config = { queue: queueId, profile: 'calibrated', prior: settings.prior } as const;
  const { judge } = await createJudge({ store, config, now: NOW });
  const due = await store.players.listToAnalyze({ queueId, minMatches: MIN_SAMPLE, limit: EVERYBODY });
  for (const { puuid } of due) await store.analyses.save(commit, await judge(puuid));
  const players = await Promise.all(due.map(({ puuid }) => judgedOf(store, puuid, queueId)));
  return { settings, players: players.toSorted((a, b) => b.probability - a.probability) };
}

async function judgedOf(store: Store, puuid: string, queueId: number): Promise<Judged> {
  const verdict = await store.analyses.findNewest(puuid);
  if (!verdict || verdict.smurfScore === null || verdict.llr === null) throw new Error('a player has no verdict');
  const query = { puuid, queueId, ladder: 'RANKED_SOLO_5x5', sampleSize: SAMPLE_SIZE };
  const history = historyOf(await store.analyses.loadPlayerEvidence(query));
  return { history, verdict, probability: verdict.smurfScore, llr: verdict.llr, band: verdict.confidence };
}

/** What `analysis explain` prints, under another name. */
export async function pageOf(store: Store, { verdict }: Judged, tagLine: string): Promise<string> {
  const player = await store.players.find({ puuid: verdict.puuid });
  if (!player) throw new Error('a player of a verdict is missing');
  const subject = { player: { ...player, summonerName: 'Player', tagLine }, verdict };
  const view = calibratedView(subject, await readExplanation(store, verdict));
  return explanationPage(view, PAGE_WIDTH, paletteFor(process.stdout, { NO_COLOR: '1' }));
}
