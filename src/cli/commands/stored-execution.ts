// An execution by its id, or by the beginning of it.

import type { Execution } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError, UsageError } from '../errors.ts';

const PREFIX = /^[0-9a-f-]{6,36}$/;

/** Throws UsageError for what cannot be an id, before a database is opened. */
export function readExecutionId(text: string): string {
  const prefix = text.trim().toLowerCase();
  if (PREFIX.test(prefix)) return prefix;
  throw new UsageError(`${text} is not an execution id`, {
    hint: 'give at least six characters of an id from: riotjobs executions list',
  });
}

/** Throws NotFoundError for none, and where several begin so. */
export async function getExecution({ executions }: Store, prefix: string): Promise<Execution> {
  const [execution, another] = await executions.listByPrefix(prefix);
  if (!execution) throw new NotFoundError(`no execution begins with ${prefix}`, { hint: 'riotjobs executions list' });
  if (another) {
    throw new NotFoundError(`several executions begin with ${prefix}`, { hint: 'give more of its characters' });
  }
  return execution;
}
