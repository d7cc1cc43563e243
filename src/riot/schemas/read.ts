// From the text of an answer to a value of the league, or an error that names the fields that do not fit.

import { z } from 'zod';
import { InvalidResponseError } from '../errors.ts';
import { isHtml } from './error.ts';

/** More would not help anybody: one wrong type often repeats for ten participants. */
const MAX_ISSUES = 5;

/** Throws InvalidResponseError; its issues hold paths and expectations, never values. */
export function readJson<T>(methodId: string, schema: z.ZodType<T>, text: string): T {
  const result = schema.safeParse(parseJson(methodId, text));
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, MAX_ISSUES).map(describe);
  const more = result.error.issues.length - issues.length;
  throw new InvalidResponseError(methodId, more > 0 ? [...issues, `and ${more} more`] : issues);
}

function parseJson(methodId: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const what = isHtml(text) ? 'an HTML page' : 'no complete JSON';
    throw new InvalidResponseError(methodId, [`the body is ${what} (${text.length} characters)`]);
  }
}

function describe({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`;
}
