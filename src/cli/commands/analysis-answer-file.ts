// The file of --out: a line per player, and either all of them or the file as it was before.

import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { messageOf } from '../../errors.ts';
import { UsageError } from '../errors.ts';

type Write = (line: string) => Promise<unknown>;

export interface AnswerFile {
  /** undefined = nobody wants one. */
  readonly path: string | undefined;
  /** Files that are read meanwhile. */
  readonly sources: readonly string[];
}

/** Lines go beside the file and take its place at the end. Into what is no file, a terminal or a pipe, they go at once. */
export async function writingAnswers(
  { path, sources }: AnswerFile,
  use: (write: Write) => Promise<void>,
): Promise<void> {
  if (path === undefined) return use(async () => {});
  const target = await targetOf(path);
  for (const source of sources) await refuseSame(target, source);
  if (target.isSpecial) return writeInto(target.path, use);
  const draft = `${target.path}.part`;
  try {
    await writeInto(draft, use);
    await attempt(path, () => rename(draft, target.path));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

interface Target {
  /** Where a link leads to. */
  readonly path: string;
  readonly isSpecial: boolean;
  /** undefined = there is no such file yet. */
  readonly inode: string | undefined;
}

async function targetOf(path: string): Promise<Target> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return { path, isSpecial: false, inode: undefined };
  if (found.isDirectory()) throw new UsageError(`--out is a folder: ${path}`);
  return { path: await realpath(path), isSpecial: !found.isFile(), inode: `${found.dev}:${found.ino}` };
}

async function refuseSame({ inode }: Target, source: string): Promise<void> {
  const found = await stat(source).catch(() => undefined);
  if (found !== undefined && `${found.dev}:${found.ino}` === inode) {
    throw new UsageError(`--out is a file that is read: ${source}`);
  }
}

async function writeInto(path: string, use: (write: Write) => Promise<void>): Promise<void> {
  const file: FileHandle = await attempt(path, () => open(path, 'w'));
  try {
    await use((line) => attempt(path, () => file.write(`${line}\n`)));
  } finally {
    await file.close();
  }
}

async function attempt<Result>(path: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (cause) {
    throw new UsageError(`${path} cannot be written: ${messageOf(cause)}`, { cause });
  }
}
