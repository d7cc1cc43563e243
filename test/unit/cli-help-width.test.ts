import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';

const COLUMNS = 80;

function commandsOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commandsOf)];
}

function helpOf(command: Command): string {
  const parts: string[] = [];
  command.configureOutput({ writeOut: (part) => void parts.push(part), getOutHelpWidth: () => COLUMNS });
  command.outputHelp();
  return parts.join('');
}

const output = { write: () => {} };
const terminal = { stdout: output, stderr: output, env: {}, signal: new AbortController().signal };
const helps = commandsOf(await createProgram([], terminal, () => {})).map((command) => {
  return { name: `${command.parent?.name() ?? ''} ${command.name()}`.trim(), help: helpOf(command) };
});

it.each(helps)('the help of $name fits 80 columns', ({ help }) => {
  expect(help).toContain('Usage: riotjobs');
  expect(help.split('\n').filter((line) => line.length > COLUMNS)).toEqual([]);
});
