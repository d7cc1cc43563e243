// The demo of the built program, in surroundings full of a person's own settings.
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
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

const isServing = (url: string) =>
  fetch(`${url}/__stats`).then(
    (answer) => answer.ok,
    () => false,
  );

it.each([
  ['SIGKILL', [null, 'SIGKILL']],
  ['SIGHUP', [129, null]],
  ['SIGTERM', [143, null]],
] as const)('leaves no simulator behind at %s', async (signal, end) => {
  const demo = program(stageBuilt(), {}).start('demo');
  const closed = once(demo, 'exit');
  if (demo.stdout === null) throw new Error('the demo has no stdout');
  const [line] = (await once(createInterface({ input: demo.stdout }), 'line')) as [string];
  const url = /http:[^/]*\/\/[^/]+/.exec(line)?.[0] ?? '';
  expect(await isServing(url)).toBe(true);
  demo.kill(signal);
  expect(await closed).toEqual(end);
  while (await isServing(url)) await pause(20);
});
