// Where the lines of a watch loop go: to a terminal above a status line, elsewhere one by one, or as JSON.

import type { Clock } from '../../clock.ts';
import type { JobName } from '../../jobs/index.ts';
import type { WatchEvent } from '../../jobs/watch-events.ts';
import { printJson } from '../print.ts';
import { paletteFor } from '../render/colour.ts';
import { safeText } from '../render/text.ts';
import { eventJson, eventLine, isBad, type JobStatus, statusLine, toneOfEvent } from '../render/watch.ts';
import type { Terminal } from '../terminal.ts';

export interface Screen {
  tell(event: WatchEvent): void;
  /** A line that the process of a job has said. */
  say(jobName: JobName, line: string): void;
  close(): void;
}

export interface ScreenOptions {
  readonly clock: Clock;
  readonly jobNames: readonly JobName[];
  readonly isJson: boolean;
  /** Lines of the processes are JSON: they stay as they are. */
  readonly isLogJson: boolean;
  /** Off a terminal only what is bad is told, on stderr, and not what a process has told itself. */
  readonly isQuiet: boolean;
}

export function openScreen(terminal: Terminal, options: ScreenOptions): Screen {
  const { clock, isJson, isLogJson } = options;
  const status = openStatus(terminal, options);
  const isSilent = options.isQuiet && !isJson && !terminal.stdout.isTTY;
  const lines = createLines(isSilent ? { ...terminal, stdout: terminal.stderr } : terminal, options);
  return {
    tell: (event) => {
      const at = clock.now();
      status.note(event, at);
      if (isSilent && (!isBad(event) || hasTold(event))) return;
      if (status.isShown && isInStatus(event)) return status.draw();
      status.around(() => lines(event, at));
    },
    say: (jobName, line) => {
      const text = isJson || isLogJson ? line : `${jobName}: ${safeText(line)}`;
      status.around(() => terminal.stderr.write(`${text}\n`));
    },
    close: status.close,
  };
}

function createLines(terminal: Terminal, { isJson }: ScreenOptions): (event: WatchEvent, at: number) => void {
  if (isJson) return (event, at) => printJson(terminal, eventJson(event, at));
  const palette = paletteFor(terminal.stdout, terminal.env);
  return (event, at) => {
    const tone = toneOfEvent(event);
    const line = eventLine(event, at);
    terminal.stdout.write(`${tone === undefined ? line : palette[tone](line)}\n`);
  };
}

/** A process that ends by itself says why. */
function hasTold(event: WatchEvent): boolean {
  return event.kind === 'ended' && event.end.exitCode !== null;
}

/** The status line shows it. */
function isInStatus({ kind }: WatchEvent): boolean {
  return kind === 'started' || kind === 'next';
}

interface Status {
  readonly isShown: boolean;
  note(event: WatchEvent, at: number): void;
  draw(): void;
  /** Takes the line back while something else is written. */
  around(write: () => void): void;
  close(): void;
}

const REDRAW_MS = 1000;
/** To the beginning of the line, and erase it. Source: ECMA-48, CR and EL. */
const ERASE = '\r\u001b[2K';

function openStatus({ stdout, env }: Terminal, { clock, jobNames, isJson }: ScreenOptions): Status {
  const isShown = !isJson && stdout.isTTY === true && env['TERM'] !== 'dumb';
  const jobs = new Map<JobName, JobStatus>();
  const closed = new AbortController();
  const text = () => {
    const known = jobNames.map((jobName) => jobs.get(jobName) ?? { jobName, runsSince: undefined, nextAt: undefined });
    return statusLine(known, { now: clock.now(), width: stdout.columns || 80 });
  };
  const draw = () => void (isShown && !closed.signal.aborted && stdout.write(`${ERASE}${text()}`));
  if (isShown) void redraw(clock, draw, closed.signal);
  return {
    isShown,
    draw,
    note: (event, at) => noteInto(jobs, event, at),
    around: (write) => {
      if (isShown) stdout.write(ERASE);
      write();
      draw();
    },
    close: () => {
      if (isShown) stdout.write(ERASE);
      closed.abort();
    },
  };
}

async function redraw(clock: Clock, draw: () => void, closed: AbortSignal): Promise<void> {
  while (!closed.aborted) {
    draw();
    await clock.sleep(REDRAW_MS, closed).catch(() => undefined);
  }
}

function noteInto(jobs: Map<JobName, JobStatus>, event: WatchEvent, at: number): void {
  if (event.kind === 'started') {
    jobs.set(event.jobName, { jobName: event.jobName, runsSince: at, nextAt: undefined });
  } else if (event.kind === 'ended') {
    jobs.delete(event.jobName);
  } else if (event.kind === 'next') {
    jobs.set(event.jobName, { jobName: event.jobName, runsSince: undefined, nextAt: event.at });
  }
}
