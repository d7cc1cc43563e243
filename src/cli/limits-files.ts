// Where the limits of each API key are kept: a file of the state folder, named after the key without telling it.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';

const NAME = /^limits-([0-9a-f]{32})\.db$/;

/** Enough to tell a person's keys apart. */
const SHORT = 8;

export interface LimitsFile {
  /** The beginning of the fingerprint. */
  readonly key: string;
  readonly path: string;
}

/** Names a key without telling it. */
export function fingerprintOf(apiKey: string): string {
  return createHash('sha256').update(`riotjobs ${apiKey}`).digest('hex').slice(0, 32);
}

/** Limits belong to a key and whoever counts: a simulator knows nothing of Riot's windows. */
export function limitsFile({ stateFolder, apiUrl }: Config, apiKey: string): LimitsFile {
  const fingerprint = fingerprintOf(`${apiKey} ${apiUrl}`);
  return { key: fingerprint.slice(0, SHORT), path: join(stateFolder, `limits-${fingerprint}.db`) };
}

/** Those of all keys that were ever used here. */
export function listLimitsFiles({ stateFolder }: Config): LimitsFile[] {
  if (!existsSync(stateFolder)) return [];
  const names = readdirSync(stateFolder).toSorted();
  return names.flatMap((name) => {
    const [, fingerprint] = NAME.exec(name) ?? [];
    return fingerprint === undefined ? [] : [{ key: fingerprint.slice(0, SHORT), path: join(stateFolder, name) }];
  });
}
