// Recorded answers of Riot, where they lie beside the repository; they are no part of the project.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { it } from 'vitest';

const captures = join(import.meta.dirname, '../../../shared/captures');

/** A test that is reported as skipped in a clone without the recordings. */
export const captured = it.skipIf(!existsSync(captures));

export function textOf(file: string): string {
  const content = readFileSync(join(captures, file));
  return (file.endsWith('.zst') ? zstdDecompressSync(content) : content).toString();
}

export function textLinesOf(file: string): string[] {
  return textOf(file).split('\n').filter(Boolean);
}

export function linesOf<Line>(file: string): Line[] {
  return textLinesOf(file).map((line): Line => JSON.parse(line));
}
