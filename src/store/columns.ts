// The column kit of SQLite: what a column of each kind is made of. A second database brings a second kit,
// and every table is a function of the kit (tables/).

import {
  blob,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

export const sqliteKit = {
  table: sqliteTable,
  text: () => text(),
  int: () => integer(),
  /** 64 bits: game ids and epoch milliseconds. */
  int64: () => integer({ mode: 'number' }),
  flag: () => integer({ mode: 'boolean' }),
  real: () => real(),
  bytes: () => blob({ mode: 'buffer' }),
  serial: () => integer().primaryKey({ autoIncrement: true }),
  primaryKey,
  foreignKey,
  index,
  uniqueIndex,
};

export type ColumnKit = typeof sqliteKit;
