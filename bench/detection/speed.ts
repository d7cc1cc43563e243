// Processor time per player of 50 games, part by part.
import { contributionsOf } from '../../src/analysis/calibrated/contributions.ts';
import { defaultBaseline } from '../../src/analysis/calibrated/default-baseline.ts';
import type { History } from '../../src/analysis/calibrated/history.ts';
import { intervalOf } from '../../src/analysis/calibrated/interval.ts';
import { prepare } from '../../src/analysis/calibrated/prepared.ts';
import { defaultCalibration, logitOf } from '../../src/analysis/calibrated/probability.ts';
import { allGames, fullTermsOf, scoreOf } from '../../src/analysis/calibrated/score.ts';
import { historyOfLine } from '../../src/analysis/cohort/player.ts';
import { readWorld } from './cohort.ts';

/** Score, interval and contributions of one player. Source: the reference implementation needs 3.6 ms on a quiet machine. */
const TARGET_MS = 5;
const GAMES = 50;
const PLAYERS = 300;
/** The first rounds warm the compiler up. */
const ROUNDS = 5;

export interface SpeedResult {
  readonly line: string;
  readonly isMet: boolean;
}

export function measureSpeed(folder: string): SpeedResult {
  const histories = playersOf(folder);
  let parts = measureRound(histories);
  for (let round = 1; round < ROUNDS; round++) parts = measureRound(histories);
  const total = parts.reduce((sum, { ms }) => sum + ms, 0);
  const cells = parts.map(({ name, ms }) => `${name} ${ms.toFixed(2)} (${Math.round((100 * ms) / total)} %)`);
  const isMet = total < TARGET_MS;
  const verdict = `target below ${TARGET_MS} ms, ${isMet ? 'met' : 'MISSED'}`;
  return {
    line: `speed: ${total.toFixed(2)} ms of CPU per player of ${GAMES} games, ${verdict}: ${cells.join(', ')}`,
    isMet,
  };
}

function playersOf(folder: string): History[] {
  const histories: History[] = [];
  for (const { line } of readWorld(folder, 'dev')) {
    const history = historyOfLine(line);
    if (history.games.length >= GAMES) histories.push({ ...history, games: history.games.slice(-GAMES) });
    if (histories.length === PLAYERS) break;
  }
  return histories;
}

function measureRound(histories: readonly History[]) {
  const input = timed('input', histories, (history) => prepare(history, defaultBaseline));
  const score = timed('score', input.results, (prepared) => {
    const terms = fullTermsOf(prepared);
    const logit = logitOf(scoreOf(prepared, terms, allGames(prepared)).llr, defaultCalibration);
    return { prepared, terms, full: { ...defaultCalibration, logit } };
  });
  const interval = timed('interval', score.results, ({ prepared, terms, full }) => intervalOf(prepared, terms, full));
  const contributions = timed('contributions', input.results, contributionsOf);
  return [input, score, interval, contributions].map(({ name, ms }) => ({ name, ms }));
}

function timed<Input, Result>(name: string, inputs: readonly Input[], of: (input: Input) => Result) {
  const before = process.cpuUsage();
  const results = inputs.map(of);
  const { user, system } = process.cpuUsage(before);
  return { name, results, ms: (user + system) / 1000 / inputs.length };
}
