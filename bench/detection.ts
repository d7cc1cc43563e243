// How well the profile `calibrated` tells smurfs from honest players, beside other scorers, on synthetic players.
// npm run bench -- detection [--quick] [--only WORLD] [--cohort FOLDER]

import { parseArgs } from 'node:util';
import { checkWorld } from './detection/checks.ts';
import { defaultFolder, hasCohort, readGates, type World, worlds } from './detection/cohort.ts';
import { reportWorld, sliceLines } from './detection/report.ts';
import { scoreWorld } from './detection/scorers.ts';
import { measureSpeed } from './detection/speed.ts';

const DRAWS = 1000;

export function run(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      cohort: { type: 'string', default: defaultFolder },
    },
  });
  const { quick: isQuick, only, cohort: folder } = values;
  if (!hasCohort(folder)) throw new Error(`no cohort in ${folder}; name its folder with --cohort`);
  const names = worlds.filter((world) => (only ?? (isQuick ? 'dev' : world)) === world);
  if (names.length === 0) throw new Error(`no world ${only}; there are ${worlds.join(', ')}`);
  console.log('Synthetic players: no public set of labelled smurfs exists, so nobody can state a real accuracy.');
  const misses = names.flatMap((world) => tell(world, folder, isQuick));
  const speed = measureSpeed(folder);
  console.log(speed.line);
  for (const miss of misses) console.log(`MISSED ${miss}`);
  if (misses.length > 0 || !speed.isMet) process.exitCode = 1;
}

/** What the world misses; quickly: the figures alone. */
function tell(world: World, folder: string, isQuick: boolean): readonly string[] {
  const players = scoreWorld(folder, world);
  const gate = readGates(folder)[world];
  const { lines, misses } = reportWorld(players, world, { gate, draws: isQuick ? 0 : DRAWS });
  for (const line of lines) console.log(line);
  if (isQuick) return misses;
  const checks = checkWorld(folder, world);
  for (const line of [...checks.lines, ...(world === 'dev' ? sliceLines(players) : [])]) console.log(line);
  return [...misses, ...checks.misses];
}
