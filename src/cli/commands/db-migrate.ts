// riotjobs db migrate

import { readConfig } from '../config.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, withStore } from '../wire.ts';

export async function databaseMigrate(terminal: Terminal, options: CommandOptions): Promise<number> {
  const config = await readConfig(options, terminal.env);
  const { applied, backup } = await withStore(config, { create: true, use: async ({ migration }) => migration });
  const { database } = config;
  if (options.json) printJson(terminal, { database, applied, backup: backup ?? null });
  else if (applied.length === 0) printMessage(terminal, `${database} is up to date`);
  else printMessage(terminal, `${database}: applied ${applied.join(', ')}`);
  if (backup && !options.json) printMessage(terminal, `the database as it was before: ${backup}`);
  return exitCodes.OK;
}
