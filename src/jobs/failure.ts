// PURE: what was thrown, in texts. Anything can be thrown, and none of it may make the end of an execution fail.

export interface Failure {
  /** Name of the error's class. */
  readonly code: string;
  readonly message: string;
  readonly stack: string | null;
}

export function failureOf(thrown: unknown): Failure {
  const isError = thrown instanceof Error;
  const name = isError ? readText(() => thrown.name) : undefined;
  const stack = isError ? readText(() => thrown.stack) : undefined;
  return { code: name ?? 'Error', message: textOf(thrown), stack: stack ?? null };
}

/** As messageOf, of things that cannot be read, too. */
export function textOf(thrown: unknown): string {
  return readText(() => (thrown instanceof Error ? thrown.message : String(thrown))) ?? '[unreadable]';
}

function readText(read: () => unknown): string | undefined {
  try {
    const text = read();
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}
