// unavailable_matches: ids that Riot named and would not give.

import { eq } from 'drizzle-orm';
import { rowsOf } from '../batch.ts';
import { commitSteps, type StoreContext } from '../context.ts';
import type { Commit, UnavailableMatch } from '../records.ts';
import type { Unavailable } from '../store.ts';

const HOUR_MS = 3_600_000;
/** A new id can be 404 for a short while after the game; the first delay. */
const FIRST_DELAY_MS = 10 * 60_000;
const MAX_DELAY_MS = 24 * HOUR_MS;
/** A 404 becomes a tombstone after this many attempts over at least this long. */
const TOMBSTONE_ATTEMPTS = 5;
const TOMBSTONE_AGE_MS = 24 * HOUR_MS;

/** The record after one more failed attempt: delays double from ten minutes to a day, anew for another reason. */
function nextRecord(before: UnavailableMatch | undefined, unavailable: Unavailable, now: number) {
  const same = before?.reason === unavailable.reason ? before : undefined;
  const attempts = (same?.attempts ?? 0) + 1;
  const firstAttemptAt = same?.firstAttemptAt ?? now;
  const isGone =
    unavailable.reason === 'not_found' && attempts >= TOMBSTONE_ATTEMPTS && now - firstAttemptAt >= TOMBSTONE_AGE_MS;
  return {
    ...unavailable,
    detail: unavailable.detail ?? null,
    attempts,
    firstAttemptAt,
    nextAttemptAt: now + Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), MAX_DELAY_MS),
    tombstonedAt: isGone ? now : null,
  };
}

export async function recordUnavailable(
  context: StoreContext,
  commit: Commit,
  unavailable: Unavailable,
): Promise<void> {
  const { db, tables } = context;
  const table = tables.unavailableMatches;
  await commitSteps(context, commit, {
    steps: [
      () => db.select().from(table).where(eq(table.matchId, unavailable.matchId)),
      (rows) => {
        const record = nextRecord(rowsOf<UnavailableMatch>(rows, 0)[0], unavailable, commit.now);
        return db
          .insert(table)
          .values(record)
          .onConflictDoUpdate({ target: table.matchId, set: record })
          .returning({ matchId: table.matchId });
      },
    ],
    count: () => ({ itemsSkipped: 1 }),
  });
}
