// What judgements are made with: baselines, coefficients, and what a person says about a player.

import type { ColumnKit } from '../columns.ts';
import type { PlayersTable } from './players.ts';

export type Label = 'smurf' | 'honest';

/** A row is never changed: verdicts name it. */
export function baselinesTable(kit: ColumnKit) {
  return kit.table(
    'baselines',
    {
      /** Hash of the content. */
      id: kit.text().primaryKey(),
      contentJson: kit.text().notNull(),
      /** When it was built last. */
      createdAt: kit.int64().notNull(),
    },
    (baselines) => [kit.index('baselines_by_time').on(baselines.createdAt)],
  );
}

/** Coefficients that were fitted to labels; the newest one that is not undone is in force. */
export function calibrationsTable(kit: ColumnKit) {
  return kit.table('calibrations', {
    id: kit.serial(),
    version: kit.text().notNull(),
    a: kit.real().notNull(),
    b: kit.real().notNull(),
    c: kit.real().notNull(),
    /** How many labels they were fitted to. */
    labels: kit.int().notNull(),
    reportJson: kit.text().notNull(),
    createdAt: kit.int64().notNull(),
    undoneAt: kit.int64(),
  });
}

export function playerLabelsTable(kit: ColumnKit, players: PlayersTable) {
  return kit.table('player_labels', {
    puuid: kit
      .text()
      .primaryKey()
      .references(() => players.puuid, { onDelete: 'restrict' }),
    label: kit.text().$type<Label>().notNull(),
    note: kit.text(),
    createdAt: kit.int64().notNull(),
  });
}
