// The only composition root: settings in, ports and adapters out.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import { checkKey } from '../jobs/key-check.ts';
import type { RunDependencies } from '../jobs/run.ts';
import { type OpenedStore, openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { type Config, type GlobalOptions, readApiKey, readConfig } from './config.ts';
import type { LogLevel } from './logger.ts';
import { migrationsFolder, readVersion } from './package-root.ts';
import { systemProcesses } from './processes.ts';
import type { Terminal } from './terminal.ts';

export interface LogOptions {
  readonly verbose?: boolean;
  readonly logFormat?: 'text' | 'json';
  readonly scheduled?: boolean;
}

export type CommandOptions = GlobalOptions & LogOptions & { readonly json?: boolean };

/** Opens the database for the time of `use`. */
export async function withStore<Result>(
  config: Config,
  { create, use }: { readonly create: boolean; readonly use: (opened: OpenedStore) => Promise<Result> },
): Promise<Result> {
  const opened = openStore({ path: config.database, migrations: migrationsFolder, create });
  try {
    return await use(opened);
  } finally {
    await opened.store.close();
  }
}

/** For commands that only read: a missing database is an error, not a new file. */
export async function reading<Result>(
  options: CommandOptions,
  terminal: Terminal,
  use: (store: Store) => Promise<Result>,
): Promise<Result> {
  const config = await readConfig(options, terminal.env);
  return withStore(config, { create: false, use: ({ store }) => use(store) });
}

/** For commands that write and ask Riot nothing: no key is needed, and a missing database is an error here, too. */
export function changing<Result>(
  options: CommandOptions,
  terminal: Terminal,
  use: (store: Store) => Promise<Result>,
): Promise<Result> {
  return reading(options, terminal, use);
}

/** For commands that ask Riot and write: the key is checked before a database is created. */
export async function working<Result>(
  options: CommandOptions,
  terminal: Terminal,
  use: (dependencies: RunDependencies) => Promise<Result>,
): Promise<Result> {
  const config = await readConfig(options, terminal.env);
  const apiKey = readApiKey(terminal.env);
  // Not loaded by commands that only read.
  const [{ createRiotClient }, { createGate }, { openGateFile }, { createLogger }] = await Promise.all([
    import('../riot/client.ts'),
    import('../riot/create-gate.ts'),
    import('../riot/gate-file.ts'),
    import('./logger.ts'),
  ]);
  const log = createLogger({ stderr: terminal.stderr, level: levelOf(options), format: options.logFormat ?? 'text' });
  const cliVersion = readVersion();
  const clock = systemClock;
  const { apiUrl } = config;
  const memory = openGateFile({ path: limitsPath(config, apiKey), clock, processes: systemProcesses, log });
  const gate = createGate({ clock, log, memory });
  const riot = createRiotClient({ apiUrl, apiKey, userAgent: `riotjobs/${cliVersion}`, clock, log, gate });
  return withStore(config, {
    create: true,
    use: async ({ store }) => {
      await checkKey({ store, riot, clock, fingerprint: fingerprintOf(apiKey), signal: terminal.signal });
      return use({ store, riot, clock, log, processes: systemProcesses, cliVersion });
    },
  }).finally(() => memory.close());
}

/** Names a key without telling it. */
function fingerprintOf(apiKey: string): string {
  return createHash('sha256').update(`riotjobs ${apiKey}`).digest('hex').slice(0, 32);
}

/** Limits belong to a key and whoever counts: a simulator knows nothing of Riot's windows. */
function limitsPath({ stateFolder, apiUrl }: Config, apiKey: string): string {
  return join(stateFolder, `limits-${fingerprintOf(`${apiKey} ${apiUrl}`)}.db`);
}

/** cron mails every line: a scheduled command says at its end what went wrong, and nothing before. */
function levelOf({ verbose, scheduled }: LogOptions): LogLevel {
  if (verbose) return 'debug';
  return scheduled ? 'silent' : 'warn';
}
