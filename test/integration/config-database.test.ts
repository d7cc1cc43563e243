// Which database a command takes when it is told an empty name.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newHome, riotjobs } from './command-line.ts';

it.each([
  [['db', 'migrate'], ''],
  [['status'], '  '],
  [['db', 'migrate'], 'file:'],
  [['db', 'migrate'], 'file://'],
  [['status'], ''],
  [['limits'], ''],
  [['run', 'updater'], ''],
  [['schedule', 'install', 'cron', '--print'], ''],
])('%j --database %j is refused: 12', async (argv, database) => {
  const env = { HOME: newHome(), RIOT_API_KEY: 'RGAPI-empty' };
  const { code, stdout, stderr } = await riotjobs([...argv, '--database', database], { env });
  expect({ code, stdout }).toEqual({ code: 12, stdout: '' });
  expect(stderr).toContain('the name of the database is empty');
});

it('an empty variable is an unset one', async () => {
  const home = newHome();
  const { code } = await riotjobs(['db', 'migrate'], { env: { HOME: home, RIOTJOBS_DATABASE: '' } });
  expect(code).toBe(0);
  expect(existsSync(join(home, '.local', 'share', 'riotjobs', 'riotjobs.db'))).toBe(true);
});
