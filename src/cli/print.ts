// How every command answers: a table or JSON on stdout, messages on stderr.

import { DEFAULT_WIDTH, renderTable, type TableData } from './render/table.ts';
import type { Terminal } from './terminal.ts';

const SCHEMA_VERSION = 1;

export function printJson({ stdout }: Terminal, fields: object): void {
  stdout.write(`${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...fields })}\n`);
}

export function printTable<Row>({ stdout }: Terminal, table: TableData<Row>): void {
  const style = { isTerminal: stdout.isTTY ?? false, width: stdout.columns ?? DEFAULT_WIDTH };
  stdout.write(renderTable(table, style));
}

export function printMessage({ stderr }: Terminal, text: string): void {
  stderr.write(`${text}\n`);
}
