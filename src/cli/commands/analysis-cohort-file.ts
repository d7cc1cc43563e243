// A cohort file, plain or zstd, line by line; and the labels that belong to it.

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { type CohortLabel, parseCohortLabel } from '../../analysis/cohort/label.ts';
import { type CohortLine, parseCohortLine } from '../../analysis/cohort/line.ts';
import { messageOf } from '../../errors.ts';
import { UsageError } from '../errors.ts';

/** First bytes of a zstd frame, little endian 0xFD2FB528. Source: RFC 8878. */
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

export function readCohortLines(path: string): AsyncGenerator<CohortLine> {
  return readParsed(path, parseCohortLine);
}

/** By the id of the player. */
export async function readLabels(path: string): Promise<Map<string, CohortLabel>> {
  const labels = new Map<string, CohortLabel>();
  for await (const label of readParsed(path, parseCohortLabel)) labels.set(label.id, label);
  return labels;
}

/** Throws UsageError with the line that cannot be read. */
async function* readParsed<Line>(path: string, parse: (text: string) => Line): AsyncGenerator<Line> {
  let number = 0;
  for await (const text of readLines(path)) {
    number += 1;
    if (text.trim() !== '') yield parsed(text, parse, `${path}, line ${number}`);
  }
}

function parsed<Line>(text: string, parse: (text: string) => Line, where: string): Line {
  try {
    return parse(text);
  } catch (cause) {
    throw new UsageError(`${where}: ${messageOf(cause)}`, { cause });
  }
}

async function* readLines(path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of await openText(path)) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
  yield rest;
}

async function openText(path: string): Promise<Readable> {
  const file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(ZSTD_MAGIC.length), 0, ZSTD_MAGIC.length, 0);
  await file.close();
  const bytes = createReadStream(path);
  if (!buffer.subarray(0, bytesRead).equals(ZSTD_MAGIC)) return bytes.setEncoding('utf8');
  // What goes wrong on the way is told by the end of it.
  return pipeline(bytes, createZstdDecompress(), () => {}).setEncoding('utf8');
}
