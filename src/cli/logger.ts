// The Logger over pino: lines on stderr, key=value for people, JSON for machines.

import { pino } from 'pino';
import { messageOf } from '../errors.ts';
import type { LogFields, Logger } from '../log.ts';
import { toJson } from './render/text.ts';
import type { Output } from './terminal.ts';

type Method = 'debug' | 'info' | 'warn' | 'error';
export type LogLevel = Method | 'silent';

export interface LoggerOptions {
  readonly stderr: Output;
  readonly level: LogLevel;
  readonly format: 'text' | 'json';
}

/** Errors are given in fields under `error`; a person's log shows their message, never a stack. */
export function createLogger({ stderr, level, format }: LoggerOptions): Logger {
  const asLine = format === 'json' ? toJson : asText;
  const sink = { write: (line: string) => void stderr.write(`${asLine(JSON.parse(line))}\n`) };
  const logger = pino(
    { level, base: null, messageKey: 'event', formatters: { level: (label) => ({ level: label }) } },
    sink,
  );
  const at =
    (method: Method) =>
    (event: string, fields: LogFields = {}) =>
      logger[method](readable(fields), event);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function readable(fields: LogFields): LogFields {
  const { error, ...rest } = fields;
  if (error === undefined) return rest;
  return { ...rest, error: messageOf(error) };
}

function asText({ level, time, event, ...fields }: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(fields).map(([key, value]) => `${key}=${toJson(value)}`);
  const clock = new Date(Number(time)).toISOString().slice(11, 19);
  return [clock, level, event, ...pairs].join(' ');
}
