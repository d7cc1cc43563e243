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

export function timestamp(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('It is a time such as 2026-11-01T12:00:00Z.');
  return at;
}

const DURATION = /^(\d{1,9})([smhd]?)$/;
const unitMs: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Seconds, or with a unit: 90, 90s, 10m, 2h, 7d. Gives milliseconds. */
export function durationMs(text: string): number {
  const [, digits = '', unit = ''] = DURATION.exec(text.trim().toLowerCase()) ?? [];
  if (digits === '') throw new InvalidArgumentError('It is a duration such as 90s, 10m, 2h or 7d.');
  return Number(digits) * (unitMs[unit] ?? 1000);
}

/** How long ago (7d), or a time of its own (RFC 3339). Gives epoch ms. */
export function since(text: string): number {
  if (DURATION.test(text.trim().toLowerCase())) return systemClock.now() - durationMs(text);
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new InvalidArgumentError('It is a duration such as 7d, or a time such as 2026-11-01T12:00:00Z.');
  return at;
}

export function assignment(value: string, values: readonly string[]): string[] {
  if (!/^[a-z_]+=./.test(value)) throw new InvalidArgumentError('It has the form key=value.');
  return [...values, value];
}
