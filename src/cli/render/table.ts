// PURE: rows to text. On a terminal a table that fits its width; in a pipe TSV with full values under a header line.

import Table from 'cli-table3';
import type { Palette } from './colour.ts';
import { type Fitted, fit, type Wish } from './fit.ts';
import { displayWidth, safeText } from './text.ts';

export interface Column<Row> {
  readonly title: string;
  /** The full value, as a script wants it. */
  value(row: Row): string | number | boolean | null;
  /** For people, where that differs. */
  short?(row: Row): string;
  readonly align?: 'right';
  /** Gives way, by wrapping, when the table does not fit. */
  readonly flexible?: boolean;
  /** Drawn where the terminal has room for it, 1 before 2; without it always. */
  readonly optional?: number;
  /** How a cell stands out where there is colour; the text alone says the same. */
  tone?(row: Row): Tone | undefined;
}

export type Tone = 'good' | 'bad' | 'doubtful';

export interface TableData<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

export interface TableStyle {
  readonly isTerminal: boolean;
  /** Columns of the terminal; Infinity where it does not tell. */
  readonly width: number;
  readonly palette: Palette;
}

/** cli-table3 counts the blanks around a cell into its width. */
const PADDING = 2;

export function renderTable<Row>(table: TableData<Row>, style: TableStyle): string {
  return style.isTerminal ? boxed(table, style) : tabSeparated(table);
}

function tabSeparated<Row>({ columns, rows }: TableData<Row>): string {
  const lines = rows.map((row) => columns.map((column) => asText(column.value(row))));
  return [columns.map(({ title }) => title), ...lines].map((cells) => `${cells.join('\t')}\n`).join('');
}

/** Every cell comes through here. */
function asText(value: string | number | boolean | null): string {
  return value === null ? '' : safeText(String(value));
}

/** A column with the texts of its cells. */
interface Drawn<Row> extends Wish {
  readonly source: Column<Row>;
  readonly texts: readonly string[];
}

function boxed<Row>({ columns, rows }: TableData<Row>, { width, palette }: TableStyle): string {
  const filled = columns.map((column) => drawn(column, rows)).filter(hasSomething);
  const fitted = fit(filled, width);
  const table = new Table({
    head: fitted.map(({ column }) => palette.title(column.source.title)),
    colAligns: fitted.map(({ column }) => column.source.align ?? 'left'),
    colWidths: fitted.map((column) => (column.width === null ? null : column.width + PADDING)),
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const [index, row] of rows.entries())
    table.push(fitted.map((column) => painted(column, { row, index, palette })));
  return `${table.toString()}\n${noteOf(filled.length - fitted.length)}`;
}

function drawn<Row>(source: Column<Row>, rows: readonly Row[]): Drawn<Row> {
  const texts = rows.map((row) => asText(source.short ? source.short(row) : source.value(row)));
  const natural = Math.max(...[source.title, ...texts].map(displayWidth));
  return { source, texts, natural, flexible: source.flexible ?? false, optional: source.optional };
}

/** A column that is there for some rows only is left out when none of these has it. */
function hasSomething<Row>({ optional, texts }: Drawn<Row>): boolean {
  return optional === undefined || texts.length === 0 || texts.some((text) => text !== '');
}

function painted<Row>(
  { column }: Fitted<Drawn<Row>>,
  { row, index, palette }: { readonly row: Row; readonly index: number; readonly palette: Palette },
): string {
  const text = column.texts[index] ?? '';
  const tone = column.source.tone?.(row);
  return tone === undefined ? text : palette[tone](text);
}

function noteOf(leftOut: number): string {
  if (leftOut === 0) return '';
  return `${leftOut} ${leftOut === 1 ? 'column' : 'columns'} left out; --json or a pipe shows all\n`;
}
