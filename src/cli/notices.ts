// Who is told of executions: settings from flags, environment and configuration file to Notices.

import process from 'node:process';
import type { Clock } from '../clock.ts';
import { runnables, type ScheduledJob } from '../jobs/index.ts';
import type { Logger } from '../log.ts';
import { problemOfAddress } from '../notify/address.ts';
import { createNotices, type NoticeSettings, type Notices, silentNotices } from '../notify/notices.ts';
import type { ExecutionsStore } from '../store/executions-store.ts';
import type { Execution } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { type GlobalOptions, readConfigFile, setting } from './config.ts';
import { ConfigError } from './errors.ts';
import { metricsSnapshot } from './metrics-snapshot.ts';
import { readVersion } from './package-root.ts';
import type { Environment, Terminal } from './terminal.ts';

export type NoticeOptions = GlobalOptions & {
  /** `--metrics-file` */
  readonly metricsFile?: string;
};

interface NoticeDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Throws ConfigError, so before the execution; afterwards nothing is thrown any more. */
export async function openNotices(
  terminal: Pick<Terminal, 'env' | 'signal'>,
  options: NoticeOptions,
  { store, log, clock }: NoticeDependencies,
): Promise<Notices> {
  const settings = await readNoticeSettings(options, terminal.env);
  if (isSilent(settings)) return silentNotices;
  const version = readVersion();
  return createNotices(settings, {
    log,
    clock,
    userAgent: `riotjobs/${version}`,
    pid: process.pid,
    signal: terminal.signal,
    snapshot: () => metricsSnapshot({ store, version, now: clock.now() }),
  });
}

/** Among so many is one that ended by itself. */
const LOOK_BACK = 20;

/** The newest executions of a job: what the end of one is compared with. */
export function listRecent(executions: Pick<ExecutionsStore, 'list'>, jobName: string): Promise<Execution[]> {
  return executions.list({ jobName, limit: LOOK_BACK });
}

interface Address {
  /** Where it was read, for messages: it is a secret itself. */
  readonly source: string;
  readonly text: string;
}

export async function readNoticeSettings(options: NoticeOptions, env: Environment): Promise<NoticeSettings> {
  const file = await readConfigFile(options, env);
  const addressOf = (variable: string, key: string, inFile: string | undefined): Address | undefined => {
    const given = setting(env, variable);
    if (given !== undefined) return { source: variable, text: given };
    return inFile === undefined ? undefined : { source: `${key} in the configuration file`, text: inFile };
  };
  const pingUrl = addressOf('RIOTJOBS_PING_URL', 'pingUrl', file.pingUrl);
  const webhookUrl = addressOf('RIOTJOBS_WEBHOOK_URL', 'webhookUrl', file.webhookUrl);
  const pingUrls = jobNames.map((name) => {
    const variable = `RIOTJOBS_PING_URL_${name.toUpperCase()}`;
    return [name, addressOf(variable, `pingUrls.${name}`, file.pingUrls?.[name])] as const;
  });
  assertAddresses([pingUrl, webhookUrl, ...pingUrls.map(([, address]) => address)]);
  return {
    pingUrl: pingUrl?.text,
    pingUrls: Object.fromEntries(pingUrls.flatMap(([name, address]) => (address ? [[name, address.text]] : []))),
    webhookUrl: webhookUrl?.text,
    metricsFile: options.metricsFile ?? setting(env, 'RIOTJOBS_METRICS_FILE') ?? file.metricsFile,
  };
}

const jobNames: readonly ScheduledJob[] = [...new Set(Object.values(runnables).map(({ job }) => job))];

/** Every problem, with its source. */
function assertAddresses(addresses: readonly (Address | undefined)[]): void {
  const problems = addresses.flatMap((address) => {
    const problem = address === undefined ? undefined : problemOfAddress(address.text);
    return problem === undefined ? [] : [`${address?.source}: ${problem}`];
  });
  if (problems.length > 0) throw new ConfigError(problems.join('; '));
}

function isSilent({ pingUrl, pingUrls, webhookUrl, metricsFile }: NoticeSettings): boolean {
  return [pingUrl, webhookUrl, metricsFile, ...Object.values(pingUrls)].every((value) => value === undefined);
}
