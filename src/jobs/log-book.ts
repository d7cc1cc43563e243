// What an execution logs, kept in the database while it runs: a process that is killed loses two seconds of it.

import type { Clock } from '../clock.ts';
import type { LogFields, Logger } from '../log.ts';
import { LeaseLostError } from '../store/errors.ts';
import type { ExecutionsStore, LogLine } from '../store/executions-store.ts';
import type { Lease, LogLevel } from '../store/records.ts';
import { toDataJson } from './log-data.ts';

/** Lines of one transaction. */
const BATCH = 200;
const PAUSE_MS = 2000;
/** Of lines that never could be written, at the end of the execution: they go with its end, in one transaction. */
const END = 1000;

interface Ports {
  readonly executions: Pick<ExecutionsStore, 'appendLog'>;
  readonly clock: Clock;
  /** Where everything is told at once. */
  readonly log: Logger;
}

interface Ownership {
  readonly lease: Lease;
  /** The execution is no longer ours. */
  onLost(error: LeaseLostError): void;
}

export class LogBook {
  readonly #ports: Ports;
  readonly #ownership: Ownership;
  readonly #closed = new AbortController();
  #lines: LogLine[] = [];
  #seq = 0;
  #isScheduled = false;
  /** The last attempt to write has failed: a full buffer is no reason for the next one. */
  #isHeldUp = false;
  #writing: Promise<void> | undefined;

  constructor(ports: Ports, ownership: Ownership) {
    this.#ports = ports;
    this.#ownership = ownership;
  }

  /** Tells and keeps; debug lines are told only. */
  get logger(): Logger {
    const { log } = this.#ports;
    const both =
      (level: LogLevel) =>
      (event: string, fields: LogFields = {}) => {
        log[level](event, fields);
        this.keep(level, event, fields);
      };
    const debug: Logger['debug'] = (event, fields) => log.debug(event, fields);
    return { debug, info: both('info'), warn: both('warn'), error: both('error') };
  }

  keep(level: LogLevel, event: string, fields: LogFields = {}): void {
    if (this.#closed.signal.aborted) return;
    this.#seq += 1;
    const at = this.#ports.clock.now();
    this.#lines.push({ seq: this.#seq, at, level, event, dataJson: toDataJson(fields) });
    this.#writeSoon();
  }

  /** No line is written any more; gives those that were not, of very many the first and the last. */
  async close(): Promise<readonly LogLine[]> {
    this.#closed.abort();
    await this.#writing;
    const lines = this.#lines;
    return lines.length <= 2 * END ? lines : [...lines.slice(0, END), ...lines.slice(-END)];
  }

  /** A full batch at once. */
  #writeSoon(): void {
    if (this.#lines.length === 0 || this.#closed.signal.aborted) return;
    if (this.#lines.length >= BATCH && !this.#isHeldUp) void this.#write();
    else this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const wake = () => {
      this.#isScheduled = false;
      return this.#write();
    };
    // The sleep rejects only when the book is closed.
    this.#ports.clock.sleep(PAUSE_MS, this.#closed.signal).then(wake, () => undefined);
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeBatch().finally(() => {
      this.#writing = undefined;
      this.#writeSoon();
    });
    return this.#writing;
  }

  /** A database that cannot take them now may do so later: the lines stay. */
  async #writeBatch(): Promise<void> {
    const { lease, onLost } = this.#ownership;
    const batch = this.#lines.slice(0, BATCH);
    if (batch.length === 0) return;
    try {
      const isOurs = await this.#ports.executions.appendLog(lease, batch);
      this.#isHeldUp = false;
      this.#lines = isOurs ? this.#lines.slice(batch.length) : [];
      if (isOurs) return;
    } catch {
      this.#isHeldUp = true;
      return;
    }
    this.#closed.abort();
    onLost(new LeaseLostError(lease.executionId));
  }
}
