// riotjobs db ...: names and options.

import { type AddCommand, withCommonOptions } from '../options.ts';
import type { CommandOptions } from '../wire.ts';

export const addDatabase: AddCommand = (program, terminal, done) => {
  const database = program.command('db').description('the database');
  withCommonOptions(database.command('migrate').description('create the database, or bring it up to date')).action(
    async (options: CommandOptions) => {
      const { databaseMigrate } = await import('../commands/db-migrate.ts');
      done(await databaseMigrate(terminal, options));
    },
  );
};
