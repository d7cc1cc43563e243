// The cohort files that lie beside the repository on some machines.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { type CohortLabel, parseCohortLabel } from '../../src/analysis/cohort/label.ts';
import { type CohortLine, parseCohortLine } from '../../src/analysis/cohort/line.ts';

/** `../shared/cohort`, seen from the root of the repository. */
export const defaultFolder = fileURLToPath(new URL('../../../shared/cohort/', import.meta.url));

export const worlds = [
  'dev',
  'world-style',
  'world-heavy',
  'world-weakinfo',
  'world-weaksmurfs',
  'world-lobbynoise',
  'world-short',
  'world-levels',
  'world-all',
] as const;
export type World = (typeof worlds)[number];

export interface Figures {
  readonly auc: number;
  readonly ap: number;
  readonly r1: number;
  readonly captured: number;
}

export interface Gate {
  readonly reference: Figures & { readonly ece: number; readonly ll: number };
  readonly gate: Figures & { readonly eceAtMost: number };
}

export function hasCohort(folder: string): boolean {
  return existsSync(join(folder, 'gates.json'));
}

export function readGates(folder: string): Readonly<Record<World, Gate>> {
  return JSON.parse(readFileSync(join(folder, 'gates.json'), 'utf8'));
}

/** Every player with its label, in the order of the file. */
export function* readWorld(folder: string, world: World): Generator<{ line: CohortLine; label: CohortLabel }> {
  const labels = readFileSync(join(folder, `${world}.labels.jsonl`), 'utf8')
    .trimEnd()
    .split('\n');
  const text = zstdDecompressSync(readFileSync(join(folder, `${world}.jsonl.zst`))).toString();
  for (const [index, player] of text.trimEnd().split('\n').entries()) {
    const line = parseCohortLine(player);
    const label = parseCohortLabel(labels[index] ?? '');
    if (label.id !== line.id) throw new Error(`${world}: the label of ${line.id} is missing`);
    yield { line, label };
  }
}
