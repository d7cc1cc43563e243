// How well the profile `calibrated` tells smurfs from honest players, beside other scorers, on synthetic players.
// npm run bench -- detection [--quick] [--only WORLD] [--cohort FOLDER]

import { parseArgs } from 'node:util';
import { defaultFolder, hasCohort, readGates, worlds } from './detection/cohort.ts';
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
  console.log('Synthetic players: no public set of labelled smurfs exists, so nobody can state a real accuracy.');
  const misses = names.flatMap((world) => {
    const players = scoreWorld(folder, world);
    const result = reportWorld(players, world, { gate: readGates(folder)[world], draws: isQuick ? 0 : DRAWS });
    const slices = world === 'dev' && !isQuick ? sliceLines(players) : [];
    for (const line of [...result.lines, ...slices]) console.log(line);
    return result.misses;
  });
  const speed = measureSpeed(folder);
  console.log(speed.line);
  for (const miss of misses) console.log(`MISSED ${miss}`);
  if (misses.length > 0 || !speed.isMet) process.exitCode = 1;
}
