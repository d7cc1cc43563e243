// A text from a file or from standard input.

import { createReadStream } from 'node:fs';
import { messageOf } from '../../errors.ts';
import { UsageError } from '../errors.ts';
import type { Input, Terminal } from '../terminal.ts';

/** `-` is standard input. Throws UsageError for a file that cannot be read or is not UTF-8. */
export async function readText(path: string, terminal: Terminal): Promise<string> {
  const isStdin = path === '-';
  const input: Input = isStdin ? (terminal.stdin ?? noInput()) : createReadStream(path);
  const name = isStdin ? 'standard input' : path;
  const bytes = await collect(input, name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UsageError(`${name} is not UTF-8 text`, { cause, hint: 'save it as plain text in UTF-8' });
  }
}

async function collect(input: Input, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of input) chunks.push(Buffer.from(chunk));
  } catch (cause) {
    const reason = messageOf(cause);
    throw new UsageError(`${name} cannot be read: ${reason}`, { cause });
  }
  return Buffer.concat(chunks);
}

async function* noInput(): AsyncGenerator<string> {}
