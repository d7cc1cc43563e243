// Errors of the gate's file: the driver's, the system's, and what neither of them can see.

export interface DriverError extends Error {
  readonly code: string;
}

export function isFileTrouble(error: unknown): error is DriverError {
  return error instanceof Error && 'code' in error && /^(SQLITE_|E[A-Z]+$)/.test(String(error.code));
}

/** Another process has the lock. */
export function isBusy({ code }: DriverError): boolean {
  return code.startsWith('SQLITE_BUSY');
}

/** What the driver cannot see, with a code in the manner of its own. */
export class FileTrouble extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
