// What main() is given instead of the process, so that the whole command line runs in process in tests.

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Read by a command that was told to; UTF-8 where it comes as bytes. */
export type Input = AsyncIterable<string | Uint8Array>;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Terminal {
  readonly stdin?: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
  /** Aborted with the name of the signal that asks for the end. */
  readonly signal: AbortSignal;
}
