// Settings: flags > environment > configuration file > defaults, checked together, every problem with its source.

import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { messageOf, RiotjobsError } from '../errors.ts';
import { assertApiKey } from '../riot/api-key.ts';
import { assertSafeApiUrl, DEFAULT_API_URL } from '../riot/api-url.ts';
import { IN_MEMORY } from '../store/sqlite.ts';
import type { FileSettings } from './config-file.ts';
import { ConfigError } from './errors.ts';
import type { Environment } from './terminal.ts';

/** Options that every command with a database or a request takes. */
export interface GlobalOptions {
  readonly database?: string;
  readonly apiUrl?: string;
  readonly insecureApiUrl?: boolean;
  readonly config?: string;
}

export interface Config {
  /** A path, or `:memory:`. */
  readonly database: string;
  readonly apiUrl: string;
  /** What is worth keeping between two commands and belongs to no database: the limits of each key. */
  readonly stateFolder: string;
}

export async function readConfig(options: GlobalOptions, env: Environment): Promise<Config> {
  const file = await readConfigFile(options, env);
  const database = options.database ?? setting(env, 'RIOTJOBS_DATABASE') ?? file.database ?? defaultDatabase(env);
  const apiUrl = options.apiUrl ?? setting(env, 'RIOTJOBS_API_URL') ?? file.apiUrl ?? DEFAULT_API_URL;
  assertSafeApiUrl(apiUrl, { allowInsecure: options.insecureApiUrl ?? false });
  return { database: databasePath(database), apiUrl, stateFolder: stateFolder(env) };
}

/** A key, and the one that has taken its place by the time it is refused. */
export interface KeySource {
  readonly apiKey: string;
  /** Another key than the last one that was read; undefined when the file has none, or there is no file. */
  renew(): string | undefined;
}

/** From RIOT_API_KEY, else from the file that RIOT_API_KEY_FILE names. Never a flag: arguments are visible to all. */
export function readApiKey(env: Environment): KeySource {
  const keys = findApiKey(env);
  assertApiKey(keys?.apiKey);
  return keys;
}

/** undefined where none is given; a malformed one is an error all the same. */
export function findApiKey(env: Environment): KeySource | undefined {
  const given = setting(env, 'RIOT_API_KEY');
  const path = setting(env, 'RIOT_API_KEY_FILE');
  const apiKey = given ?? (path === undefined ? undefined : readKeyFile(path));
  if (apiKey === undefined) return undefined;
  assertApiKey(apiKey);
  return { apiKey, renew: given === undefined && path !== undefined ? renewalFrom(path, apiKey) : () => undefined };
}

/** Once per change of the file. */
function renewalFrom(path: string, first: string): KeySource['renew'] {
  let last = first;
  return () => {
    const apiKey = readKeyIfGood(path);
    if (apiKey === undefined || apiKey === last) return undefined;
    last = apiKey;
    return apiKey;
  };
}

/** Somebody may be writing the file in this moment. */
function readKeyIfGood(path: string): string | undefined {
  try {
    const apiKey = readKeyFile(path);
    assertApiKey(apiKey);
    return apiKey;
  } catch (error) {
    if (error instanceof RiotjobsError) return undefined;
    throw error;
  }
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new ConfigError(`RIOT_API_KEY_FILE cannot be read: ${messageOf(cause)}`, { cause });
  }
}

/** An empty variable is an unset one. */
export function setting(env: Environment, name: string): string | undefined {
  return env[name] || undefined;
}

function databasePath(text: string): string {
  if (text === IN_MEMORY) return text;
  if (/^postgres(ql)?:/.test(text)) {
    throw new ConfigError('PostgreSQL databases are not supported', { hint: 'name a SQLite file with --database' });
  }
  const path = text.replace(/^file:(\/\/(?=\/|$))?/, '');
  if (path.trim() !== '') return path;
  throw new ConfigError('the name of the database is empty', {
    hint: 'name a SQLite file with --database, or leave the option out',
  });
}

function defaultDatabase(env: Environment): string {
  const data = setting(env, 'XDG_DATA_HOME') ?? join(home(env), '.local', 'share');
  return join(data, 'riotjobs', 'riotjobs.db');
}

function stateFolder(env: Environment): string {
  const state = setting(env, 'XDG_STATE_HOME') ?? join(home(env), '.local', 'state');
  return join(state, 'riotjobs');
}

function home(env: Environment): string {
  return setting(env, 'HOME') ?? homedir();
}

/** Of everything that riotjobs is told by files. */
export function configFolder(env: Environment): string {
  return join(configHome(env), 'riotjobs');
}

/** Where programs keep what they are told. */
export function configHome(env: Environment): string {
  return setting(env, 'XDG_CONFIG_HOME') ?? join(home(env), '.config');
}

/** The named file must exist; the default one may be missing. */
export async function readConfigFile(options: GlobalOptions, env: Environment): Promise<FileSettings> {
  const named = options.config ?? setting(env, 'RIOTJOBS_CONFIG');
  const path = named ?? join(configFolder(env), 'config.json');
  const text = readIfThere(path, named !== undefined);
  if (text === undefined) return {};
  // Loaded only when there is a file: the validator is a good part of a short command's start.
  const { parseConfigFile } = await import('./config-file.ts');
  return parseConfigFile(path, text);
}

function readIfThere(path: string, isRequired: boolean): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (isMissing && !isRequired) return undefined;
    throw new ConfigError(`the configuration file cannot be read: ${messageOf(cause)}`, { cause });
  }
}
