// Errors of the store. Drivers translate: no driver error escapes.

import { RiotjobsError } from '../errors.ts';

/** The database cannot be used at all: path, permissions, disk, corruption, another program's file. */
export class StoreError extends RiotjobsError {
  override readonly name: string = 'StoreError';
  readonly operation: string;

  constructor(operation: string, message: string, options: { readonly cause?: unknown; readonly hint?: string } = {}) {
    super(message, options);
    this.operation = operation;
  }
}

/** Another process held the database for longer than we wait. */
export class StoreBusyError extends StoreError {
  override readonly name = 'StoreBusyError';
}

/** The database is missing, or its schema does not fit this program. */
export class StoreStateError extends RiotjobsError {
  override readonly name = 'StoreStateError';
}

/** The execution is no longer ours: stop at once and write nothing more. */
export class LeaseLostError extends RiotjobsError {
  override readonly name = 'LeaseLostError';

  constructor(executionId: string) {
    super(`execution ${executionId} was taken over or ended by another process; nothing more was written`);
  }
}
