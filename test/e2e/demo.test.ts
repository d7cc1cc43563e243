// The demo of the built program, in surroundings full of a person's own settings.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stageBuilt, temporaryFolder } from './staged.ts';
import { program } from './world.ts';

it('reaches its verdicts, says how many are true, and touches nothing of the person', async () => {
  const home = temporaryFolder('riotjobs-person-');
  const database = join(home, 'own.db');
  const own = { HOME: home, TMPDIR: home, RIOT_API_KEY: 'RGAPI-own', RIOTJOBS_DATABASE: database };
  const { run } = program(stageBuilt(), { ...own, RIOTJOBS_API_URL: 'http://127.0.0.1:9/{route}' });
  const { code, stdout, stderr } = await run('demo', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const figures = JSON.parse(stdout) as { verdicts: number; flagged: unknown[]; confirmed: number };
  expect(figures.verdicts).toBeGreaterThanOrEqual(150);
  expect(figures.flagged.length).toBeGreaterThan(0);
  expect(figures.confirmed).toBeGreaterThan(figures.flagged.length / 2);
  expect(existsSync(database)).toBe(false);
  expect(readdirSync(home).filter((name) => name.startsWith('riotjobs-demo'))).toEqual([]);
});
