// What is installed, and where: both kinds tell the same about themselves.

import type { Environment } from '../terminal.ts';

export type ScheduleKind = 'cron' | 'systemd';

export interface Installation {
  readonly kind: ScheduleKind;
  readonly database: string;
  /** The crontab, or the path of a file. */
  readonly where: string;
  /** The line that is run. */
  readonly command: string;
}

export interface Change {
  readonly where: string;
  readonly isChanged: boolean;
  /** Sentences for a person: what else there is to do. */
  readonly notes: readonly string[];
}

/** Where to look, and the settings that its programs get. */
export interface Place {
  readonly env: Environment;
  /** Absolute path. */
  readonly database: string;
}
