// riotjobs help [TOPIC...]: the help of a command, or the table of exit codes.

import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { type ExitRow, exitCodes, exitRows } from '../exit-codes.ts';
import { printJson, printTable } from '../print.ts';
import type { Column } from '../render/table.ts';
import type { Terminal } from '../terminal.ts';

const columns: readonly Column<ExitRow>[] = [
  { title: 'code', value: ({ code }) => code, align: 'right' },
  { title: 'name', value: ({ name }) => name },
  { title: 'meaning', value: ({ meaning }) => meaning, flexible: true },
];

interface HelpRequest {
  readonly program: Command;
  readonly topic: readonly string[];
  readonly json?: boolean | undefined;
}

export function help(terminal: Terminal, { program, topic, json }: HelpRequest): number {
  if (topic.join(' ') === 'exit-codes') {
    if (json) printJson(terminal, { items: exitRows });
    else printTable(terminal, { columns, rows: exitRows });
    return exitCodes.OK;
  }
  const command = topic.reduce(subcommandOf, program);
  if (json) printJson(terminal, { help: command.helpInformation() });
  else command.outputHelp();
  return exitCodes.OK;
}

function subcommandOf(command: Command, name: string): Command {
  const found = command.commands.find((one) => one.name() === name);
  if (found) return found;
  throw new UsageError(`unknown command '${name}'`, {
    hint: 'riotjobs help lists the commands, and exit-codes is a topic',
  });
}
