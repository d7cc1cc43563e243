// The whole command line in this process: arguments in, exit code and texts out.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { main } from '../../src/cli/main.ts';

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What comes from standard input, piece by piece. */
  readonly stdin?: readonly (string | Uint8Array)[];
  /** Width of the terminal on stdout; without one stdout is a pipe. */
  readonly columns?: number;
}

/** A home of its own: nothing of the real one is read or written. */
export function newHome(): string {
  return mkdtempSync(join(tmpdir(), 'riotjobs-home-'));
}

export async function riotjobs(argv: readonly string[], surroundings: Surroundings = {}): Promise<Answer> {
  const texts = { stdout: '', stderr: '' };
  const terminal = surroundings.columns === undefined ? {} : { isTTY: true, columns: surroundings.columns };
  const code = await main(argv, {
    stdin: Readable.from(surroundings.stdin ?? []),
    stdout: { ...terminal, write: (text: string) => (texts.stdout += text) },
    stderr: { write: (text: string) => (texts.stderr += text) },
    env: { HOME: newHome(), ...surroundings.env },
    signal: surroundings.signal ?? new AbortController().signal,
  });
  return { code, ...texts };
}
