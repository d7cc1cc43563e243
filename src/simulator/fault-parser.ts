// A fault script out of JSON, checked by hand: the first mistake is named with its rule and field.

import { messageOf } from '../errors.ts';
import { platformRoutes } from '../league/routing.ts';
import {
  anyText,
  anyValue,
  between,
  buckets,
  either,
  type Field,
  listOf,
  moment,
  oneOf,
  optional,
  pattern,
  spanOf,
  whole,
} from './fault-fields.ts';
import type { FaultKind, FaultScript } from './fault-script.ts';
import { methodIds } from './limits.ts';
import { oddKindNames } from './odd-kinds.ts';

/** A script that cannot be played; the message names the rule (counted from 1) and the field. */
export class FaultScriptError extends Error {
  override readonly name = 'FaultScriptError';
}

type Fields = Readonly<Record<string, Field>>;

const minutes = between(0, 1_000_000);
const milliseconds = whole(0, 3_600_000);

/** By kind of fault, what its definition may hold. */
const faultFields: Readonly<Record<FaultKind, Fields>> = {
  status: {
    status: whole(200, 599),
    body: optional(oneOf('json', 'html', 'empty')),
    message: optional(anyText),
  },
  'service-limit': { retryAfter: optional(whole(0)) },
  'server-limit': { retryAfter: whole(0) },
  'retry-after': { as: oneOf('floor', 'one-more', 'missing') },
  'key-expired': {},
  blacklist: { after: whole(1), minutes, banMinutes: minutes },
  latency: { ms: either(milliseconds, spanOf(milliseconds, 'both ends')) },
  limits: { application: optional(buckets), method: optional(buckets) },
  'shuffled-buckets': {},
  'foreign-puuid': {},
  'uuid-puuids': {},
  'broken-filter': {
    parameter: oneOf('queue', 'type', 'startTime', 'endTime'),
    effect: oneOf('ignored', 'empty'),
  },
  'frozen-list': { since: moment },
  'shrunken-list': { keep: whole(0) },
  'ghost-ids': { count: whole(1, 100) },
  'late-match': { minutes, oneIn: optional(whole(1)) },
  'late-list': { minutes, oneIn: optional(whole(1)) },
  'cut-body': {},
  'wrong-type': { path: anyText, value: optional(anyValue) },
  'missing-field': { path: anyText },
  rename: { player: either(whole(0), anyText), since: moment, gameName: anyText, tagLine: anyText },
  transfer: { player: either(whole(0), anyText), since: moment, platform: oneOf(...platformRoutes) },
  'odd-games': { rate: between(0, 1), kinds: optional(listOf(oddKindNames)) },
};

export const faultKinds = Object.keys(faultFields) as readonly FaultKind[];

const WORLD_KINDS: readonly string[] = ['rename', 'transfer', 'odd-games'] satisfies FaultKind[];

const conditions: Fields = {
  route: optional(anyText),
  method: optional(oneOf(...methodIds)),
  idPattern: optional(pattern),
  key: optional(anyText),
  during: optional(spanOf(moment)),
  at: optional(either(whole(1), spanOf(whole(1)))),
};

/** Throws a FaultScriptError. */
export function parseFaultScript(text: string): FaultScript {
  const json = parseJson(text);
  if (!Array.isArray(json)) throw new FaultScriptError('a fault script is a JSON array of rules');
  return json.map((rule, i) => readRule(rule, `rule ${i + 1}`)) as unknown as FaultScript;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = messageOf(cause);
    throw new FaultScriptError(`the fault script is not JSON: ${why}`, { cause });
  }
}

function readRule(value: unknown, where: string): object {
  const { fault, ...rest } = recordOf(value, where);
  const definition = recordOf(fault, `${where}: fault`);
  const kind = faultKinds.find((name) => name === definition['kind']);
  if (kind === undefined) {
    throw new FaultScriptError(`${where}: fault.kind must be one of ${faultKinds.join(', ')}`);
  }
  const { kind: _, ...details } = definition;
  const isWorld = WORLD_KINDS.includes(kind);
  const met = readFields(rest, isWorld ? {} : conditions, `${where}: `);
  return { ...met, fault: { kind, ...readFields(details, faultFields[kind], `${where}: fault.`) } };
}

function recordOf(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FaultScriptError(`${where} must be an object`);
  }
  return { ...value };
}

function readFields(values: Readonly<Record<string, unknown>>, fields: Fields, where: string): object {
  const stranger = Object.keys(values).find((name) => !Object.hasOwn(fields, name));
  if (stranger !== undefined) {
    const known = Object.keys(fields).join(', ') || 'nothing else';
    throw new FaultScriptError(`${where}${stranger} is not known here (known: ${known})`);
  }
  const read = Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name];
    if (value === undefined && field.isOptional) return [];
    const final = field.read(value);
    if (final === undefined) throw new FaultScriptError(`${where}${name} must be ${field.text}`);
    return [[name, final]];
  });
  return Object.fromEntries(read);
}
