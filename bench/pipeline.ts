// What the whole pipeline leaves of the detector: a simulated world, crawled by the jobs, judged, and compared with its truth.
// npm run bench -- pipeline [--quick] [--players N] [--seed N] [--only PART] [--databases FOLDER]

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FROZEN_AT } from '../test/integration/harness.ts';
import { foretoldLines } from './pipeline/foretold.ts';
import { everythingCrawled, type Ground, oneDayCrawled, type Request, stillWorld } from './pipeline/ground.ts';
import { reasonLines } from './pipeline/reasons.ts';
import { baselineLines, levelLines } from './pipeline/usual.ts';
import { worldLines } from './pipeline/world.ts';

const FULL = '4000';
const QUICK = '600';

const parts = {
  everything: (request) => on(everythingCrawled(request), (ground) => reasonLines('no limits', ground)),
  day: (request) => on(oneDayCrawled(request), (ground) => reasonLines('a day on a development key', ground)),
  world: async (request) => worldLines(stillWorld(request), FROZEN_AT),
  baselines: (request) => on(everythingCrawled(request), baselineLines),
  levels: (request) => on(everythingCrawled(request), (ground) => levelLines(ground, request)),
  foretold: async (request) => foretoldLines(request),
} satisfies Record<string, (request: Request) => Promise<string[]>>;
type Part = keyof typeof parts;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      players: { type: 'string' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      databases: { type: 'string' },
    },
  });
  const { quick: isQuick, only } = values;
  const databases = values.databases ?? mkdtempSync(join(tmpdir(), 'riotjobs-pipeline-'));
  const request = { players: Number(values.players ?? (isQuick ? QUICK : FULL)), seed: Number(values.seed), databases };
  const chosen = (Object.keys(parts) as Part[]).filter((part) => (only ?? part) === part);
  if (chosen.length === 0) throw new Error(`no part ${only}; there are ${Object.keys(parts).join(', ')}`);
  console.log(
    `A simulated world of ${request.players} players, seed ${request.seed}. Synthetic: nobody can state a real accuracy.`,
  );
  try {
    for (const part of chosen) console.log(`\n${(await parts[part](request)).join('\n')}`);
  } finally {
    if (values.databases === undefined) rmSync(databases, { recursive: true, force: true });
  }
}

async function on(opening: Promise<Ground>, tell: (ground: Ground) => Promise<string[]>): Promise<string[]> {
  const ground = await opening;
  return tell(ground).finally(() => ground.close());
}
