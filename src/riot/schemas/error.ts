// The body of an error answer: {"status": {"message", "status_code"}}, an HTML page of the edge, or nothing.

import { z } from 'zod';

const errorSchema = z.object({ status: z.object({ message: z.string() }) });

/** Riot's own words; undefined where the body is not Riot's. */
export function errorMessageOf(body: string): string | undefined {
  try {
    return errorSchema.safeParse(JSON.parse(body)).data?.status.message;
  } catch {
    return undefined;
  }
}

export function isHtml(body: string): boolean {
  return body.trimStart().startsWith('<');
}
