// PURE: our block in somebody's crontab. No other line is touched.

import { ConfigError } from '../errors.ts';

export interface CronBlock {
  readonly database: string;
  /** Between the markers, without the last line end. */
  readonly content: string;
}

const BEGIN = '# BEGIN riotjobs ';
const END = '# END riotjobs ';

export function blockText({ database, content }: CronBlock): string {
  return `${BEGIN}${database}\n${content}\n${END}${database}\n`;
}

/** In the place of the block of the same database, else at the end. */
export function withBlock(crontab: string, block: CronBlock): string {
  const parts = partsOf(crontab);
  const own = parts.findIndex(({ database }) => database === block.database);
  const others = parts.filter(({ database }, index) => index === own || database !== block.database);
  const texts = others.map((part) => (part.database === block.database ? blockText(block) : part.text));
  if (own !== -1) return texts.join('');
  // cron ignores, or refuses, a last line without an end.
  const lineEnd = crontab === '' || crontab.endsWith('\n') ? '' : '\n';
  return `${crontab}${lineEnd}${blockText(block)}`;
}

export function withoutBlock(crontab: string, database: string): string {
  return partsOf(crontab)
    .filter((part) => part.database !== database)
    .map(({ text }) => text)
    .join('');
}

export function blocksOf(crontab: string): CronBlock[] {
  return partsOf(crontab).flatMap(({ database, text }) => {
    if (database === undefined) return [];
    return [{ database, content: text.split('\n').slice(1, -2).join('\n') }];
  });
}

/** A block of ours, or a line of somebody else. */
interface Part {
  readonly database: string | undefined;
  /** With its line ends. */
  readonly text: string;
}

function partsOf(crontab: string): Part[] {
  const lines = crontab.split(/(?<=\n)/).filter((line) => line !== '');
  const parts: Part[] = [];
  for (let at = 0; at < lines.length; ) {
    const part = partAt(lines, at);
    parts.push({ database: part.database, text: part.lines.join('') });
    at += part.lines.length;
  }
  return parts;
}

function partAt(lines: readonly string[], at: number) {
  const first = lines[at] ?? '';
  if (!first.startsWith(BEGIN)) return { database: undefined, lines: [first] };
  const database = first.slice(BEGIN.length).trimEnd();
  const end = lines.findIndex((line, index) => index > at && line.trimEnd() === `${END}${database}`);
  const next = lines.findIndex((line, index) => index > at && line.startsWith(BEGIN));
  if (end === -1 || (next !== -1 && next < end)) {
    throw new ConfigError(`the crontab has "${first.trimEnd()}" without the "${END}..." that belongs to it`, {
      hint: 'take the rest of the block away with: crontab -e',
    });
  }
  return { database, lines: lines.slice(at, end + 1) };
}
