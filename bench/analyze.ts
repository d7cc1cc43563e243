// What a verdict costs with its queries: the analyzer's own phase on a database of 100,000 matches.
// npm run bench -- analyze [--quick] [--database FILE]: FILE is kept, and used again where it exists

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../test/e2e/staged.ts';
import { floorOf } from './analyze/floor.ts';
import { forgetPages } from './analyze/pages.ts';
import { buildBaseline, type Costs, openPhase } from './analyze/phase.ts';
import { fillWorld, openWorld } from './analyze/world.ts';

/** Of the processor, per player, queries and saving included, at 100,000 stored matches that lie in memory. */
const TARGET_MS = 10;
const full = { matches: 100_000, players: 400 };
const quick = { matches: 5000, players: 60 };

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, database: { type: 'string' } },
  });
  const folder = temporaryFolder();
  const path = values.database ?? join(folder, 'analyze.db');
  const { matches, players } = values.quick ? quick : full;
  await build(path, matches);
  await measure(path, { matches, players });
  rmSync(folder, { recursive: true, force: true });
}

async function build(path: string, matches: number): Promise<void> {
  if (existsSync(path)) return;
  await openWorld(path).close();
  fillWorld(path, matches);
  await buildBaseline(path);
}

async function measure(path: string, { matches, players }: typeof full): Promise<void> {
  console.log(`The phase analyze-players for ${players} players among ${matches} stored matches, ms per player`);
  const isForgotten = forgetPages(path);
  const phase = await openPhase(path);
  const cold = await phase.run(players);
  const again = await phase.runAgain();
  const warm = await phase.runAgain();
  await phase.close();
  const floor = floorOf(path, phase.lastPuuids());
  tell(isForgotten ? 'pages on the disk' : 'pages in memory', cold, floor);
  tell('second time', again, floor);
  tell('third time', warm, floor);
  console.log(`floor: the same rows of match_participants by their key, without a product: ${floor.toFixed(2)} ms`);
  const isMet = warm.processor < TARGET_MS;
  console.log(`target below ${TARGET_MS} ms of the processor the third time, ${isMet ? 'met' : 'MISSED'}`);
  if (!isMet) process.exitCode = 1;
}

function tell(title: string, { total, processor, games, choosing, ...costs }: Costs, floor: number): void {
  const { evidence, judging, saving } = costs;
  const parts = { evidence, judging, saving, processor };
  const cells = Object.entries(parts).map(([name, ms]) => `${name} ${ms.toFixed(2)}`);
  console.log(
    `${title.padEnd(18)} ${total.toFixed(2).padStart(6)} (${(total / floor).toFixed(1)}x floor): ${cells.join(', ')}; ` +
      `${games.toFixed(0)} games each; choosing the players ${choosing.toFixed(0)} ms in all`,
  );
}
