// PURE: the fields of a log line as JSON. Whatever they hold, this never throws: a log must not end an execution.

import type { LogFields } from '../log.ts';
import { textOf } from './failure.ts';

/** Longest text of one field; what is longer is of no use in a log. */
const MAX_LENGTH = 2000;
const MAX_DEPTH = 20;

export function toDataJson(fields: LogFields): string {
  try {
    return JSON.stringify(Object.fromEntries(Object.keys(fields).map((name) => [name, readField(fields, name)])));
  } catch {
    return '{}';
  }
}

function readField(fields: LogFields, name: string): unknown {
  try {
    return short(plain(fields[name], []));
  } catch {
    return '[unreadable]';
  }
}

function plain(value: unknown, above: readonly object[]): unknown {
  if (typeof value === 'object' && value !== null) return plainObject(value, above);
  if (typeof value === 'function') return '[function]';
  const isText = typeof value === 'bigint' || typeof value === 'symbol' || Number.isNaN(value);
  return isText || value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY ? String(value) : value;
}

function plainObject(value: object, above: readonly object[]): unknown {
  if (above.includes(value)) return '[circular]';
  if (above.length === MAX_DEPTH) return '[nested]';
  if (value instanceof Error) return textOf(value);
  const inside = [...above, value];
  if ('toJSON' in value && typeof value.toJSON === 'function') return plain(value.toJSON(), inside);
  if (Array.isArray(value)) return value.map((item) => plain(item, inside));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item, inside)]));
}

/** A structure that is too long becomes the beginning of its text. */
function short(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text !== undefined && text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : value;
}
