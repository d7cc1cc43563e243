// PURE: rows to text. On a terminal a table that fits its width; in a pipe TSV with full values under a header line.

import Table from 'cli-table3';
import type { Palette } from './colour.ts';
import { safeText } from './text.ts';

export interface Column<Row> {
  readonly title: string;
  /** The full value, as a script wants it. */
  value(row: Row): string | number | boolean | null;
  /** For people, where that differs. */
  short?(row: Row): string;
  readonly align?: 'right';
  /** Gives way, by wrapping, when the table does not fit. */
  readonly flexible?: boolean;
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
  /** Columns of the terminal. */
  readonly width: number;
  readonly palette: Palette;
}

/** Width of a terminal that does not tell its own. */
export const DEFAULT_WIDTH = 100;
const MIN_FLEXIBLE = 8;
const CELL_FRAME = 3;

export function renderTable<Row>(table: TableData<Row>, style: TableStyle): string {
  return style.isTerminal ? boxed(table, style) : tabSeparated(table);
}

function tabSeparated<Row>({ columns, rows }: TableData<Row>): string {
  const lines = rows.map((row) => columns.map((column) => asText(column.value(row))));
  return [columns.map(({ title }) => title), ...lines].map((cells) => `${cells.join('\t')}\n`).join('');
}

function asText(value: string | number | boolean | null): string {
  return value === null ? '' : safeText(String(value));
}

function boxed<Row>({ columns, rows }: TableData<Row>, { width, palette }: TableStyle): string {
  const cells = rows.map((row) => columns.map((column) => column.short?.(row) ?? asText(column.value(row))));
  const table = new Table({
    head: columns.map(({ title }) => palette.title(title)),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    colWidths: fitted(columns, cells, width),
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const [index, row] of rows.entries()) table.push(painted(cells[index] ?? [], columns, { row, palette }));
  return `${table.toString()}\n`;
}

function painted<Row>(
  cells: readonly string[],
  columns: readonly Column<Row>[],
  { row, palette }: { readonly row: Row; readonly palette: Palette },
): string[] {
  return cells.map((text, index) => {
    const tone = columns[index]?.tone?.(row);
    return tone === undefined ? text : palette[tone](text);
  });
}

/** Natural widths; the flexible columns give way when the sum does not fit. null = as wide as it likes. */
function fitted<Row>(columns: readonly Column<Row>[], cells: readonly string[][], width: number): (number | null)[] {
  const natural = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const excess = natural.reduce((sum, columnWidth) => sum + columnWidth + CELL_FRAME, 1) - width;
  const flexible = columns.filter((column) => column.flexible).length;
  if (excess <= 0 || flexible === 0) return columns.map(() => null);
  const cut = Math.ceil(excess / flexible);
  return natural.map((columnWidth, index) =>
    columns[index]?.flexible ? Math.max(MIN_FLEXIBLE, columnWidth - cut) + CELL_FRAME - 1 : null,
  );
}
