// What the profile says about a month of real matches, whose players' truth nobody knows.
// npm run bench -- replay [--captures FOLDER]

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { groupBy } from '../src/analysis/evaluation/groups.ts';
import { mean, sampleDeviation } from '../src/analysis/game-statistics.ts';
import { type LabelFreeFigures, labelFreeFiguresOf } from '../src/cli/commands/analysis-label-free-figures.ts';
import { NO_TRUTH } from '../src/cli/render/analysis-evaluation.ts';
import { storeCaptures } from './replay/captures.ts';
import { type Judged, judgeEverybody, pageOf } from './replay/judged.ts';

/** `../shared/captures/replay`, seen from the root of the repository. */
const defaultFolder = fileURLToPath(new URL('../../shared/captures/replay/', import.meta.url));
const EXPLAINED = 5;
/** Flags under the permutation null. Source: the evaluation protocol of the profile. */
const NULL_LINE = 0.01;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { captures: { type: 'string', default: defaultFolder } },
  });
  if (!existsSync(values.captures)) throw new Error(`no captures in ${values.captures}; name them with --captures`);
  const captured = await storeCaptures(values.captures);
  const { players, settings } = await judgeEverybody(captured);
  const histories = players.map(({ history }) => history);
  const figures = labelFreeFiguresOf(histories, settings);
  console.log(`${players.length} players with 20 games or more; baseline ${settings.baseline.id}. ${NO_TRUTH}`);
  tellProbabilities(players);
  tellEvidence(players, figures);
  for (const [index, player] of players.slice(0, EXPLAINED).entries()) {
    console.log(`\n${await pageOf(captured.store, player, String(index + 1))}`);
  }
  await captured.store.close();
  if (figures.nobody.flagged >= NULL_LINE) process.exitCode = 1;
}

function tellProbabilities(players: readonly Judged[]): void {
  const ascending = players.map(({ probability }) => probability).toReversed();
  const deciles = Array.from(
    { length: 11 },
    (_, tenth) => ascending[Math.round((tenth / 10) * (ascending.length - 1))],
  );
  console.log(`probabilities, lowest, deciles, highest: ${deciles.map((one) => one?.toFixed(4)).join(' ')}`);
  const bands = groupBy(players, ({ band }) => band);
  console.log(`bands: ${[...bands].map(([band, members]) => `${band} ${members.length}`).join(', ')}`);
}

function tellEvidence(players: readonly Judged[], { flagged, real, nobody }: LabelFreeFigures): void {
  const ratios = players.map(({ llr }) => llr);
  const spread = (of: Pick<LabelFreeFigures['real'], 'mean' | 'sd'>) =>
    `mean ${of.mean.toFixed(2)}, sd ${of.sd.toFixed(2)}`;
  console.log(`evidence in nats, with the level: ${spread({ mean: mean(ratios), sd: sampleDeviation(ratios) })}`);
  console.log(`evidence in nats, without it:     ${spread(real)}; of nobody: ${spread(nobody)}`);
  console.log(`flagged: ${percent(flagged)} of the players`);
  console.log(
    `flagged: ${percent(nobody.flagged)} of ${nobody.histories} histories of nobody, below ${percent(NULL_LINE)} asked for`,
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
