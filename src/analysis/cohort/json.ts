// One line of JSON of a cohort file.

import { RiotjobsError } from '../../errors.ts';

/** A line that is no player of a cohort. */
export class CohortFormatError extends RiotjobsError {
  override readonly name = 'CohortFormatError';
}

export function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw new CohortFormatError('a line of the cohort is not JSON', { cause });
  }
}
