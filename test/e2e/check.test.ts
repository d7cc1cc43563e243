// riotjobs check with the built program, against a simulated Riot API with the limits of a development key.

import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stageBuilt, temporaryFolder } from './staged.ts';
import { program, type SimulatedApi, startSimulator } from './world.ts';

let folder: string;
let api: SimulatedApi;

beforeAll(async () => {
  folder = stageBuilt();
  api = await startSimulator(folder, '--limits', 'dev', '--days', '90', '--players', '300');
});
afterAll(() => api.stop());

it('judges one player after another until the window is used up, without an answer of 429', async () => {
  const home = temporaryFolder('riotjobs-check-');
  const riotjobs = program(folder, {
    RIOT_API_KEY: 'RGAPI-check',
    RIOTJOBS_DATABASE: join(home, 'riotjobs.db'),
    RIOTJOBS_API_URL: api.apiUrl,
    // What one process has learnt of the window, the next one knows.
    HOME: home,
    XDG_STATE_HOME: home,
  });
  const codes: (number | null)[] = [];
  const texts: string[] = [];
  for (const { riotId } of api.suggested.slice(0, 4)) {
    const { code, stderr } = await riotjobs.run(
      'check',
      `${riotId.gameName}#${riotId.tagLine}`,
      '--set',
      'patience_seconds=1',
    );
    codes.push(code);
    texts.push(stderr);
  }
  expect(codes[0]).toBe(0);
  expect(codes.at(-1)).toBe(5);
  expect(texts[0]).toMatch(/^5\d requests in .*, 5\d new matches; execution /);
  expect(texts.at(-1)).toMatch(/possible again at 20|more games can be fetched from 20/);
  expect(await api.stats()).toMatchObject({ limitViolations: 0, repeatedMatchRequests: 0 });
  const { stdout } = await riotjobs.run('executions', 'list', '--json');
  const { items } = JSON.parse(stdout) as { items: { job: string }[] };
  expect(new Set(items.map(({ job }) => job))).toEqual(new Set(['check']));
});
