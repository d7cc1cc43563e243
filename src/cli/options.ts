// Options that several commands take, and how their values are read.

import { type Command, InvalidArgumentError, Option } from 'commander';
import { systemClock } from '../clock.ts';
import type { Terminal } from './terminal.ts';

export type Done = (exitCode: number) => void;
export type AddCommand = (program: Command, terminal: Terminal, done: Done) => void;

export function withCommonOptions(command: Command): Command {
  return command
    .option('--database <path>', 'SQLite file (RIOTJOBS_DATABASE)')
    .option('--api-url <url>', 'base URL of the Riot API, may contain {route} (RIOTJOBS_API_URL)')
    .option('--insecure-api-url', 'allow plain http to a host that is not this machine')
    .option('--config <path>', 'configuration file (RIOTJOBS_CONFIG)')
    .option('--json', 'JSON on stdout, and nothing else')
    .option('-v, --verbose', 'log what is done')
    .addOption(
      new Option('--log-format <format>', 'lines on stderr (default: text, with --json: json)').choices([
        'text',
        'json',
      ]),
    );
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}

export function positiveInteger(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('It is 1 or more.');
  return value;
}

export function port(text: string): number {
  const value = wholeNumber(text);
  if (value > 65_535) throw new InvalidArgumentError('It is 65535 at most.');
  return value;
}

const TIME_FORM = 'a time such as 2026-11-01T12:00:00Z or 2026-11-01';
/** Source: RFC 3339, section 5.6, full-date and date-time; a date alone is its first moment in UTC. */
const TIME = /^(\d{4}-\d\d-\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/;

/** Gives epoch ms. */
export function timestamp(text: string): number {
  return readTime(text, TIME_FORM);
}

function readTime(text: string, form: string): number {
  const upper = text.toUpperCase();
  const [, day = ''] = TIME.exec(upper) ?? [];
  if (!isDay(day)) throw new InvalidArgumentError(`It is ${form}.`);
  return Date.parse(upper);
}

/** Date.parse makes 2 March of 30 February. */
function isDay(day: string): boolean {
  const at = Date.parse(day);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

const DURATION = /^(\d{1,9})([smhd]?)$/;
const unitMs: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Ten years: what is longer is a typing error, and its end may be no moment that a Date knows. */
const MOST_DAYS = 3650;
const MOST_MS = MOST_DAYS * 86_400_000;

/** Seconds, or with a unit: 90, 90s, 10m, 2h, 7d. Gives milliseconds. */
export function durationMs(text: string): number {
  const [, digits = '', unit = ''] = DURATION.exec(normal(text)) ?? [];
  if (digits === '') throw new InvalidArgumentError('It is a duration such as 90s, 10m, 2h or 7d.');
  const ms = Number(digits) * (unitMs[unit] ?? 1000);
  if (ms > MOST_MS) throw new InvalidArgumentError(`It is ${MOST_DAYS}d at most.`);
  return ms;
}

/** How long ago (7d), or a time of its own (RFC 3339). Gives epoch ms. */
export function since(text: string): number {
  return isDuration(text)
    ? systemClock.now() - durationMs(text)
    : readTime(text, `a duration such as 7d, or ${TIME_FORM}`);
}

/** How long from now (2h), or a time of its own (RFC 3339). Gives epoch ms. */
export function until(text: string): number {
  return isDuration(text)
    ? systemClock.now() + durationMs(text)
    : readTime(text, `a duration such as 2h, or ${TIME_FORM}`);
}

function isDuration(text: string): boolean {
  return DURATION.test(normal(text));
}

function normal(text: string): string {
  return text.trim().toLowerCase();
}

export function assignment(value: string, values: readonly string[]): string[] {
  if (!/^[a-z_]+=./.test(value)) throw new InvalidArgumentError('It has the form key=value.');
  return [...values, value];
}
