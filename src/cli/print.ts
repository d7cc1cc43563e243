// How every command answers: a table or JSON on stdout, messages on stderr.

import { paletteFor } from './render/colour.ts';
import { DEFAULT_WIDTH, renderTable, type TableData } from './render/table.ts';
import type { Terminal } from './terminal.ts';

const SCHEMA_VERSION = 1;

export function printJson({ stdout }: Terminal, fields: object): void {
  stdout.write(`${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...fields })}\n`);
}

export function printTable<Row>({ stdout, env }: Terminal, table: TableData<Row>): void {
  const palette = paletteFor(stdout, env);
  const style = { isTerminal: stdout.isTTY ?? false, width: stdout.columns ?? DEFAULT_WIDTH, palette };
  stdout.write(renderTable(table, style));
}

export function printMessage({ stderr }: Terminal, text: string): void {
  stderr.write(`${text}\n`);
}
