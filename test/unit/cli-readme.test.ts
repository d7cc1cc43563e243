import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';

const output = { write: () => {} };
const signal = new AbortController().signal;
const program = await createProgram([], { stdout: output, stderr: output, env: {}, signal }, () => {});
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

function leavesOf(command: Command, path: readonly string[] = []): string[] {
  if (command.commands.length === 0) return [path.join(' ')];
  return command.commands.flatMap((child) => leavesOf(child, [...path, child.name()]));
}

describe('README', () => {
  it.each(leavesOf(program))('names the command %s', (command) => {
    expect(readme).toContain(`\`${command}`);
  });
});

describe('every command with a database', () => {
  it('takes --json', () => {
    const find = (command: Command, path: string): Command | undefined =>
      path
        .split(' ')
        .reduce<Command | undefined>((at, name) => at?.commands.find((one) => one.name() === name), command);
    for (const path of leavesOf(program)) {
      const flags = find(program, path)?.options.map(({ long }) => long) ?? [];
      expect([path, flags.includes('--json')]).toEqual([path, true]);
    }
  });
});
