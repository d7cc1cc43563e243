// Errors of the command line itself.

import { RiotjobsError } from '../errors.ts';

/** A wrong flag or argument: exit 2. */
export class UsageError extends RiotjobsError {
  override readonly name = 'UsageError';
}

/** A setting from a flag, the environment or the configuration file does not fit: exit 12. */
export class ConfigError extends RiotjobsError {
  override readonly name = 'ConfigError';
}

/** The answer to a question is "no": exit 1. */
export class NotFoundError extends RiotjobsError {
  override readonly name = 'NotFoundError';
}

/** The address and port of the simulator are taken, and the like: exit 1. */
export class StartError extends RiotjobsError {
  override readonly name = 'StartError';
}

/** Two people changed the same thing at once: exit 1. */
export class ConflictError extends RiotjobsError {
  override readonly name = 'ConflictError';
}

/** A process that is not ours to end, or does not end: exit 1. */
export class KillError extends RiotjobsError {
  override readonly name = 'KillError';
}
