// Verdicts of both profiles, as they are stored, for the tests of what people and scripts see.

import { readFileSync } from 'node:fs';
import { analyze } from '../../src/analysis/analyze.ts';
import { analyzeCalibrated } from '../../src/analysis/calibrated/analyze.ts';
import { parseCohortLine } from '../../src/analysis/cohort/line.ts';
import { classicEvidenceOfLine } from '../../src/analysis/cohort/player.ts';
import { factorIds } from '../../src/analysis/factors/index.ts';
import { paletteFor } from '../../src/cli/render/colour.ts';
import type { Player, StoredAnalysis } from '../../src/store/records.ts';
import { verdictRow } from '../../src/store/verdict-row.ts';
import { games, history, settings } from './analysis/calibrated/build.ts';

export const NOW = 1_790_000_000_000;
export const plain = paletteFor({ write: () => {}, isTTY: true }, { NO_COLOR: '1' });

export const player: Player = {
  puuid: 'p'.repeat(78),
  platform: 'euw1',
  summonerName: 'A rather\u001b[31m long nam',
  tagLine: 'TAG',
  accountLevel: 31,
  isTracked: false,
  isAnalyzed: true,
  isActive: true,
  discoveredDepth: 1,
  lastSeen: NOW,
  lastAttemptAt: NOW,
  failedAttempts: 0,
  profileIconId: null,
  exhaustedAt: null,
  listedAt: null,
  banConfirmedAt: null,
  profileCheckedAt: null,
  riotIdSeenAt: null,
  rankCheckedAt: null,
  lastBanCheck: null,
  banSuspectedAt: null,
  createdAt: NOW,
  updatedAt: NOW,
};

const stored = {
  id: 1,
  gamesStored: 60,
  falsePositiveReported: false,
  manuallyVerified: false,
  notes: null,
  createdAt: NOW - 3_600_000,
  baselineId: null,
  prior: null,
  coefficientsJson: null,
  missingMatches: null,
  llr: null,
  low: null,
  high: null,
  judgementJson: null,
  combat: null,
};
const noScores = Object.fromEntries(factorIds.map((id) => [`${id}Score`, null]));

function asStored(row: ReturnType<typeof verdictRow>): StoredAnalysis {
  return { ...stored, ...noScores, ...row } as unknown as StoredAnalysis;
}

const strongGame = { win: true, logKda: 3, goldLead: 0.5, visionLead: 0.3 };
export const strong = history(games(40, strongGame), { level: 31 });
export const judged = analyzeCalibrated(strong, settings);
export const calibrated = asStored(verdictRow({ ...judged, queueId: 420 }));
export const few = asStored(verdictRow({ ...analyzeCalibrated(history(games(9)), settings), queueId: 420 }));

export const [line = ''] = readFileSync(new URL('./analysis/cohort/players.jsonl', import.meta.url), 'utf8').split(
  '\n',
);
export const classic = asStored(verdictRow(analyze(classicEvidenceOfLine(parseCohortLine(line)))));

export const widest = (text: string) => Math.max(...text.split('\n').map((one) => one.length));
