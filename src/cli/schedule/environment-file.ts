// The file with the settings that cron and systemd give to riotjobs: its owner's, readable by nobody else.

import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { messageOf } from '../../errors.ts';
import { createPrivateFile } from '../../private-file.ts';
import { setting } from '../config.ts';
import { ConfigError } from '../errors.ts';
import type { Environment } from '../terminal.ts';

const TEMPLATE = `# What riotjobs is told when cron or systemd starts it: NAME='value', one a line.
# Keep this file to yourself (mode 0600).

# The file with Riot's key in it; it is read again when Riot refuses a key. Or the key itself.
#RIOT_API_KEY_FILE='/path/to/the/key'
#RIOT_API_KEY='RGAPI-...'

# Who is told of executions.
#RIOTJOBS_PING_URL_UPDATER='https://...'
#RIOTJOBS_PING_URL_ANALYZER='https://...'
#RIOTJOBS_WEBHOOK_URL='https://...'
#RIOTJOBS_METRICS_FILE='/path/to/riotjobs.prom'
`;

/** Variables that belong there rather than in a line that everybody can read. */
const names = [
  'RIOT_API_KEY',
  'RIOT_API_KEY_FILE',
  'RIOTJOBS_PING_URL',
  'RIOTJOBS_PING_URL_UPDATER',
  'RIOTJOBS_PING_URL_ANALYZER',
  'RIOTJOBS_WEBHOOK_URL',
  'RIOTJOBS_METRICS_FILE',
];

/** Writes the template where there is no file; true = it has. */
export function createEnvironmentFile(path: string): boolean {
  if (existsSync(path)) return false;
  try {
    createPrivateFile(path);
    writeFileSync(path, TEMPLATE);
    return true;
  } catch (cause) {
    throw new ConfigError(`${path} cannot be written: ${messageOf(cause)}`, { cause });
  }
}

/** Takes away what nobody has written anything into; true = it has. */
export function removeEnvironmentFile(path: string): boolean {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== TEMPLATE) return false;
  rmSync(path);
  return true;
}

export interface EnvironmentState {
  readonly hasKey: boolean;
  /** Sentences for a person. */
  readonly notes: readonly string[];
}

export function stateOfEnvironmentFile(path: string, env: Environment): EnvironmentState {
  const given = parseEnv(readFileSync(path, 'utf8'));
  const hasKey = Boolean(given['RIOT_API_KEY'] || given['RIOT_API_KEY_FILE']);
  const onlyHere = names.filter((name) => setting(env, name) !== undefined && !given[name]);
  const isOpen = (statSync(path).mode & 0o077) !== 0;
  const notes = [
    ...(hasKey ? [] : [`${path} has no RIOT_API_KEY_FILE and no RIOT_API_KEY yet: every start will fail without one`]),
    ...(onlyHere.length === 0 ? [] : [`set here and not in ${path}, so no start will see it: ${onlyHere.join(', ')}`]),
    ...(isOpen ? [`others can read ${path}: chmod 600 it`] : []),
  ];
  return { hasKey, notes };
}
