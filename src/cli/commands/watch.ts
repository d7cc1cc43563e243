// riotjobs watch: starts the jobs when they are due, until a signal ends it, or with --once what is due now.

import { systemClock } from '../../clock.ts';
import type { JobName } from '../../jobs/index.ts';
import { type WatchPorts, watch, watchOnce } from '../../jobs/watch.ts';
import type { WatchEvent } from '../../jobs/watch-events.ts';
import { StoreBusyError } from '../../store/errors.ts';
import type { OpenedStore } from '../../store/open.ts';
import type { Execution } from '../../store/records.ts';
import { IN_MEMORY } from '../../store/sqlite.ts';
import { startChild } from '../children.ts';
import { type Config, readApiKey, readConfig } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { exitCodes, exitNameOfSignal } from '../exit-codes.ts';
import { tellGone } from '../gone-notices.ts';
import { systemProcesses } from '../processes.ts';
import { codesOf, worstOf } from '../render/watch.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, withStore } from '../wire.ts';
import { openScreen, type Screen } from './watch-screen.ts';

export type WatchOptions = CommandOptions & {
  readonly jobs: readonly JobName[];
  readonly once?: boolean;
  readonly metricsFile?: string;
};

export async function watchCommand(terminal: Terminal, options: WatchOptions): Promise<number> {
  const config = await readConfig(options, terminal.env);
  readApiKey(terminal.env);
  await createDatabase(config);
  const screen = open(terminal, options);
  const herald = createHerald({ terminal, options, config, screen });
  const codes: number[] = [];
  const tell = (event: WatchEvent) => {
    codes.push(...codesOf(event));
    screen.tell(event);
  };
  const request = { jobNames: options.jobs, signal: terminal.signal };
  try {
    const ports = { ...portsOf({ terminal, options, config, screen }, tell), onGone: herald.tell };
    await (options.once ? watchOnce : watch)(ports, request);
  } finally {
    await herald.hasTold();
    screen.close();
  }
  if (terminal.signal.aborted) return exitCodes[exitNameOfSignal(terminal.signal.reason)];
  return worstOf(codes);
}

/** As every command that writes. A locked one is there, and the loop waits for it. */
async function createDatabase(config: Config): Promise<void> {
  if (config.database === IN_MEMORY) {
    throw new ConfigError('watch needs a database file: a database in memory belongs to one process', {
      hint: 'name a file with --database',
    });
  }
  try {
    await withStore(config, { create: true, use: async () => undefined });
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
  }
}

function open(terminal: Terminal, { jobs, json = false, logFormat, once = false }: WatchOptions): Screen {
  const options = { clock: systemClock, jobNames: jobs, isJson: json, isLogJson: logFormat === 'json', isQuiet: once };
  return openScreen(terminal, options);
}

interface Watching {
  readonly terminal: Terminal;
  readonly options: WatchOptions;
  readonly config: Config;
  readonly screen: Screen;
}

function portsOf(
  { terminal, options, config, screen }: Watching,
  tell: WatchPorts['tell'],
): Omit<WatchPorts, 'onGone'> {
  const settings = { options: optionsOfRun(options, config), env: terminal.env, onLine: screen.say };
  return {
    clock: systemClock,
    processes: systemProcesses,
    // A database that has gone is not created anew: its disk may come back.
    withExecutions: (use) => withStore(config, { create: false, use: ({ store }) => use(store.executions) }),
    startChild: (jobName) => startChild(jobName, settings),
    tell,
  };
}

/** Tells how executions ended that could not tell it themselves, one after the other, while the loop goes on. */
function createHerald({ terminal, options, config, screen }: Watching) {
  let last: Promise<void> = Promise.resolve();
  const tell = async (executions: readonly Execution[]) => {
    const stderr = { write: (text: string) => screen.say(executions[0]?.jobName as JobName, text.trimEnd()) };
    const use = ({ store }: OpenedStore) =>
      // The processes of a loop are as silent about it.
      tellGone({ ...terminal, stderr }, { ...options, scheduled: true }, { store, executions });
    await withStore(config, { create: false, use });
  };
  return {
    tell: (executions: readonly Execution[]) => {
      // Where the database is away again, nothing is known of their end.
      last = last.then(() => tell(executions)).catch(() => undefined);
    },
    hasTold: () => last,
  };
}

/** Settings from the environment reach a process by themselves; the key is one of them, and never an argument. */
function optionsOfRun(options: WatchOptions, { database }: Config): string[] {
  const values = {
    // That of the loop, also when the configuration file names another one by now.
    '--database': database,
    '--api-url': options.apiUrl,
    '--config': options.config,
    '--log-format': options.logFormat,
    '--metrics-file': options.metricsFile,
  };
  const flags = {
    '--insecure-api-url': options.insecureApiUrl,
    '--json': options.json,
    '--verbose': options.verbose,
  };
  return [
    '--scheduled',
    '--due',
    ...Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])),
    ...Object.entries(flags).flatMap(([name, isSet]) => (isSet ? [name] : [])),
  ];
}
