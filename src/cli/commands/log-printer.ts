// Log lines as they come: for people, for scripts, or as JSON. Lines that are not kept are told of where they stood.

import type { LogLevel, StoredLogLine } from '../../store/records.ts';
import { printJson, printMessage } from '../print.ts';
import { paletteFor } from '../render/colour.ts';
import { type Gap, gapsOf, gapText, logColumns, logJson, logText } from '../render/log-lines.ts';
import { renderTable } from '../render/table.ts';
import type { Terminal } from '../terminal.ts';

export interface LogPrinter {
  /** The next lines, in their order. */
  print(lines: readonly StoredLogLine[]): void;
}

export interface PrintedLines {
  readonly json?: boolean;
  readonly level?: LogLevel;
  readonly tail?: number;
}

/** One JSON object per line, and nothing but lines: where they end is for the caller to say. */
export function logPrinter(terminal: Terminal, wanted: PrintedLines): LogPrinter {
  const printLines = wanted.json
    ? jsonLines(terminal)
    : terminal.stdout.isTTY
      ? textLines(terminal)
      : tsvLines(terminal);
  let last = firstLine(wanted) - 1;
  return {
    print: (lines) => {
      printLines(lines, leftOut(lines, { ...wanted, last }));
      last = lines.at(-1)?.seq ?? last;
    },
  };
}

/** Of a tail the first line is not known before it is there. */
function firstLine({ tail }: PrintedLines): number {
  return tail === undefined ? 1 : Number.POSITIVE_INFINITY;
}

/** Between lines of one level there are always others. */
export function leftOut(
  lines: readonly StoredLogLine[],
  { level = 'info', tail, last = 0 }: PrintedLines & { readonly last?: number },
): Gap[] {
  if (level !== 'info') return [];
  const before = tail !== undefined && !Number.isFinite(last) ? (lines[0]?.seq ?? 1) - 1 : last;
  return gapsOf(lines, before);
}

type PrintLines = (lines: readonly StoredLogLine[], gaps: readonly Gap[]) => void;

function jsonLines(terminal: Terminal): PrintLines {
  return (lines, gaps) => {
    for (const line of lines) {
      for (const gap of gaps) if (gap.before === line.seq) printJson(terminal, { gap });
      printJson(terminal, { line: logJson(line) });
    }
  };
}

function textLines({ stdout, env }: Terminal): PrintLines {
  const palette = paletteFor(stdout, env);
  return (lines, gaps) => {
    for (const line of lines) {
      for (const gap of gaps) if (gap.before === line.seq) stdout.write(`... ${gapText(gap)} ...\n`);
      stdout.write(`${logText(line, palette)}\n`);
    }
  };
}

function tsvLines(terminal: Terminal): PrintLines {
  const style = {
    isTerminal: false,
    width: Number.POSITIVE_INFINITY,
    palette: paletteFor(terminal.stdout, terminal.env),
  };
  let hasHeader = false;
  return (lines, gaps) => {
    for (const gap of gaps) printMessage(terminal, `${gapText(gap)}, before line ${gap.before}`);
    const text = renderTable({ columns: logColumns, rows: lines }, style);
    terminal.stdout.write(hasHeader ? text.slice(text.indexOf('\n') + 1) : text);
    hasHeader = true;
  };
}
