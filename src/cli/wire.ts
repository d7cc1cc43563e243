// The only composition root: settings in, ports and adapters out.

import { type Clock, systemClock } from '../clock.ts';
import { checkKey } from '../jobs/key-check.ts';
import type { RunDependencies } from '../jobs/run.ts';
import type { Logger } from '../log.ts';
import type { RiotClient } from '../riot/api.ts';
import { type OpenedStore, openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { type Config, type GlobalOptions, type KeySource, readApiKey, readConfig } from './config.ts';
import { fingerprintOf, limitsFile } from './limits-files.ts';
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

/** Who asks about a new key waits no longer than this for quota. */
const KEY_CHECK_PATIENCE_MS = 10_000;

/** For commands that ask Riot and write: nothing is written before the key is known to fit the database. */
export function working<Result>(
  options: CommandOptions,
  terminal: Terminal,
  use: (dependencies: RunDependencies) => Promise<Result>,
): Promise<Result> {
  return executing(options, terminal, async (dependencies) => {
    const { store, clock, keyFingerprint: fingerprint = '' } = dependencies;
    const riot = dependencies.riot.for({ signal: terminal.signal, patienceMs: KEY_CHECK_PATIENCE_MS });
    await checkKey({ store, riot, clock, fingerprint });
    return use(dependencies);
  });
}

/** For commands that start an execution, which checks the key by itself: a key that is refused is on record then. */
export async function executing<Result>(
  options: CommandOptions,
  terminal: Terminal,
  use: (dependencies: RunDependencies) => Promise<Result>,
): Promise<Result> {
  const config = await readConfig(options, terminal.env);
  const keys = readApiKey(terminal.env);
  const log = await openLog(terminal, options);
  const cliVersion = readVersion();
  const clock = systemClock;
  const { riot, close } = await openRiot(config, keys, { clock, log, userAgent: `riotjobs/${cliVersion}` });
  const keyFingerprint = fingerprintOf(keys.apiKey);
  return withStore(config, {
    create: true,
    use: ({ store }) => use({ store, riot, clock, log, processes: systemProcesses, cliVersion, keyFingerprint }),
  }).finally(close);
}

interface RiotPorts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly userAgent: string;
}

/** A client that follows the key: each one has a gate, and a file for its limits, of its own. */
async function openRiot(
  config: Config,
  keys: KeySource,
  ports: RiotPorts,
): Promise<{ readonly riot: RiotClient; close(): void }> {
  const [{ createRiotClient }, { createGate }, { openGateFile }, { renewingClient }] = await Promise.all([
    import('../riot/client.ts'),
    import('../riot/create-gate.ts'),
    import('../riot/gate-file.ts'),
    import('../riot/renewing-client.ts'),
  ]);
  const { clock, log, userAgent } = ports;
  const closers: (() => void)[] = [];
  const clientOf = (apiKey: string) => {
    const { path } = limitsFile(config, apiKey);
    const memory = openGateFile({ path, clock, log, processes: systemProcesses });
    const gate = createGate({ clock, log, memory });
    closers.push(gate.close);
    return createRiotClient({ apiUrl: config.apiUrl, apiKey, userAgent, clock, log, gate });
  };
  const renew = () => {
    const apiKey = keys.renew();
    if (apiKey === undefined) return undefined;
    log.info('riot.key.renewed');
    return clientOf(apiKey);
  };
  const close = () => {
    for (const closeOne of closers) closeOne();
  };
  return { riot: renewingClient(clientOf(keys.apiKey), renew), close };
}

/** The logger is not loaded by commands that only read. */
export async function openLog({ stderr }: Pick<Terminal, 'stderr'>, options: CommandOptions): Promise<Logger> {
  const { createLogger } = await import('./logger.ts');
  const format = options.logFormat ?? (options.json ? 'json' : 'text');
  return createLogger({ stderr, level: levelOf(options), format });
}

/** cron mails every line: a scheduled command says at its end what went wrong, and nothing before. */
function levelOf({ verbose, scheduled }: LogOptions): LogLevel {
  if (verbose) return 'debug';
  return scheduled ? 'silent' : 'warn';
}
