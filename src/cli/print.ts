// How every command answers: a table or JSON on stdout, messages on stderr.

import { paletteFor } from './render/colour.ts';
import { renderTable, type TableData } from './render/table.ts';
import { toJson } from './render/text.ts';
import type { Terminal } from './terminal.ts';

const SCHEMA_VERSION = 1;

export function printJson({ stdout }: Terminal, fields: object): void {
  stdout.write(`${toJson({ schemaVersion: SCHEMA_VERSION, ...fields })}\n`);
}

export function printTable<Row>({ stdout, env }: Terminal, table: TableData<Row>): void {
  const palette = paletteFor(stdout, env);
  // A terminal that does not know its width says nothing, or 0.
  const style = { isTerminal: stdout.isTTY ?? false, width: stdout.columns || Number.POSITIVE_INFINITY, palette };
  stdout.write(renderTable(table, style));
}

export function printMessage({ stderr }: Terminal, text: string): void {
  stderr.write(`${text}\n`);
}
