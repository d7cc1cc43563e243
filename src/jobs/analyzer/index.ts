// The player analyzer: three phases, each runnable alone.

import { type AnalyzerConfig, parseAnalyzerConfig } from '../config.ts';
import type { Job } from '../job.ts';
import { analyzePlayersPhase } from './analyze-players.ts';
import { checkBansPhase } from './check-bans.ts';
import { fetchMatchesPhase } from './fetch-matches.ts';

export const analyzer: Job<AnalyzerConfig> = {
  name: 'analyzer',
  failsOnRateLimit: false,
  shareOf: () => undefined,
  phases: [fetchMatchesPhase, analyzePlayersPhase, checkBansPhase],
  parseConfig: parseAnalyzerConfig,
};
