// Executions as other processes would have left them: rows that are written beside the product.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { systemProcesses } from '../../src/cli/processes.ts';
import { newExecutionId } from '../../src/jobs/execution-id.ts';
import type { ProcessIdentity } from '../../src/processes.ts';
import type { Settings } from './commands-world.ts';

export type Fields = Readonly<Record<string, string | number | null>>;

/** Columns by the names of SQL; gives the id. */
export function forge(env: Settings, fields: Fields = {}): string {
  const startedAt = Number(fields['started_at'] ?? Date.now());
  const id = newExecutionId(startedAt);
  const isRunning = fields['status'] === 'RUNNING' || fields['status'] === 'PENDING';
  const row: Fields = {
    id,
    job_config_id: fields['job_name'] === 'updater' ? 1 : 2,
    job_name: 'analyzer',
    status: 'SUCCESS',
    reason: isRunning ? null : 'completed',
    trigger: 'manual',
    params_json: '{}',
    ...ownerFields({ ...systemProcesses.self(), pid: 1, pidStart: 'long ago' }),
    cli_version: '0.0.0',
    lease_token: 'token',
    lease_expires_at: startedAt + 120_000,
    heartbeat_at: startedAt,
    started_at: startedAt,
    completed_at: isRunning ? null : startedAt + 1000,
    ...fields,
  };
  insert(env, 'job_executions', row);
  return id;
}

export function ownerFields({ host, bootId, pidNamespace, pid, pidStart }: ProcessIdentity): Fields {
  return { host, boot_id: bootId, pid_namespace: pidNamespace, pid, pid_start: pidStart };
}

export interface ForgedLine {
  readonly seq: number;
  readonly level?: 'info' | 'warn' | 'error';
  readonly event?: string;
  readonly data?: unknown;
}

export function forgeLines(env: Settings, executionId: string, lines: readonly ForgedLine[]): void {
  for (const { seq, level = 'info', event = 'something', data = {} } of lines) {
    const at = Date.UTC(2026, 10, 1, 12, 0, seq);
    insert(env, 'execution_logs', {
      execution_id: executionId,
      seq,
      at,
      level,
      event,
      data_json: JSON.stringify(data),
    });
  }
}

export function insert(env: Settings, table: string, row: Fields): void {
  const file = new Sqlite(env['RIOTJOBS_DATABASE'] ?? '');
  const names = Object.keys(row);
  const values = names.map((name) => row[name] ?? null);
  try {
    file
      .prepare(`insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`)
      .run(...values);
  } finally {
    file.close();
  }
}

export interface Owner {
  readonly child: ChildProcess;
  readonly fields: Fields;
  /** How it ended. */
  readonly ended: Promise<string | null>;
}

/** A process of its own that lives until it is ended; `code` is what it does. */
export async function startOwner(code = ''): Promise<Owner> {
  const child = spawn(process.execPath, ['-e', `${code}; setInterval(() => {}, 1000); console.log('ready')`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([, signalName]) => signalName as string | null);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
  const pidStart = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  return { child, ended, fields: ownerFields({ ...systemProcesses.self(), pid: child.pid ?? 0, pidStart }) };
}
