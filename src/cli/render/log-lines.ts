// PURE: what an execution has logged, as lines for people, as a table for scripts, and as JSON.

import type { StoredLogLine } from '../../store/records.ts';
import type { Palette } from './colour.ts';
import type { Column } from './table.ts';
import { fullTime, safeText, toJson } from './text.ts';

/** Lines that are not there, in front of the line whose `seq` is `before`. */
export interface Gap {
  readonly before: number;
  readonly lines: number;
}

/** `after` = the number of the line before the first one that was asked for. */
export function gapsOf(lines: readonly StoredLogLine[], after: number): Gap[] {
  const before = [after, ...lines.map(({ seq }) => seq)];
  return lines.flatMap(({ seq }, index) => {
    const missing = seq - (before[index] ?? 0) - 1;
    return missing > 0 ? [{ before: seq, lines: missing }] : [];
  });
}

export function gapText({ lines }: Gap): string {
  return `${lines} ${lines === 1 ? 'line is' : 'lines are'} not kept`;
}

const levelTones = { info: undefined, warn: 'doubtful', error: 'bad' } as const;

/** "12:03:04.123 warn player skipped puuid="..." error="..."", in UTC. */
export function logText({ at, level, event, dataJson }: StoredLogLine, palette: Palette): string {
  const tone = levelTones[level];
  const pairs = Object.entries(dataOf(dataJson)).map(([key, value]) => `${safeText(key)}=${toJson(value)}`);
  const shown = tone === undefined ? level : palette[tone](level);
  return [fullTime(at).slice(11, 23), shown, safeText(event), ...pairs].join(' ');
}

export const logColumns: readonly Column<StoredLogLine>[] = [
  { title: 'seq', value: ({ seq }) => seq, align: 'right' },
  { title: 'at', value: ({ at }) => fullTime(at) },
  { title: 'level', value: ({ level }) => level },
  { title: 'event', value: ({ event }) => event },
  { title: 'data', value: ({ dataJson }) => dataJson },
];

export function logJson({ seq, at, level, event, dataJson }: StoredLogLine): object {
  return { seq, at: fullTime(at), level, event, data: dataOf(dataJson) };
}

/** A line must be readable whatever has become of its data. */
export function dataOf(dataJson: string): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(dataJson);
    return typeof data === 'object' && data !== null ? { ...data } : { data };
  } catch {
    return { data: dataJson };
  }
}
