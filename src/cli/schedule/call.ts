// What cron or systemd is to call: this program with the settings of now, as absolute paths.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { IN_MEMORY } from '../../store/sqlite.ts';
import { configFolder, type GlobalOptions, readConfig, setting } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import type { Environment } from '../terminal.ts';

export interface Call {
  readonly node: string;
  readonly script: string;
  readonly database: string;
  /** Behind the command; the database is one of them. */
  readonly options: readonly string[];
  /** Variables without a secret in them, which decide where files are. */
  readonly environment: Readonly<Record<string, string>>;
  /** NAME='value' lines, with what is secret. */
  readonly environmentFile: string;
}

export async function readCall(options: GlobalOptions, env: Environment): Promise<Call> {
  const config = await readConfig(options, env);
  if (config.database === IN_MEMORY) throw new ConfigError('a schedule needs a database in a file');
  const call = {
    node: nodePath(),
    script: join(packageRoot, 'bin', 'riotjobs.js'),
    database: resolve(config.database),
    options: ['--database', resolve(config.database), ...otherOptions(options, env)],
    environment: foldersOf(env),
    environmentFile: resolve(configFolder(env), 'environment'),
  };
  assertOneLine(call);
  return call;
}

function otherOptions(options: GlobalOptions, env: Environment): string[] {
  const config = options.config ?? setting(env, 'RIOTJOBS_CONFIG');
  const apiUrl = options.apiUrl ?? setting(env, 'RIOTJOBS_API_URL');
  return [
    ...(config === undefined ? [] : ['--config', resolve(config)]),
    ...(apiUrl === undefined ? [] : ['--api-url', apiUrl]),
    ...(options.insecureApiUrl ? ['--insecure-api-url'] : []),
  ];
}

/** Whoever has moved these folders wants the same limits of the key and the same configuration in every start. */
function foldersOf(env: Environment): Record<string, string> {
  const names = ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const folder = setting(env, name);
      return folder === undefined ? [] : [[name, resolve(folder)]];
    }),
  );
}

/** Sources run as they are, which not every Node can: a checkout brings its own. */
function nodePath(): string {
  const pinned = join(packageRoot, 'node_modules', 'node', 'bin', 'node');
  return isCheckout() && existsSync(pinned) ? pinned : process.execPath;
}

export function isCheckout(): boolean {
  return existsSync(join(packageRoot, 'src', 'cli', 'main.ts'));
}

function assertOneLine({ node, script, options, environment, environmentFile }: Call): void {
  const bad = [node, script, environmentFile, ...options, ...Object.values(environment)].find((text) =>
    /\p{Cc}/u.test(text),
  );
  if (bad !== undefined) {
    throw new ConfigError('a path with a line end or another control character in it cannot be scheduled', {
      hint: `rename it: ${JSON.stringify(bad)}`,
    });
  }
}
