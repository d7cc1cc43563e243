// A key from RIOT_API_KEY_FILE: read again when it is refused, once per change of the file.

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readApiKey } from '../../src/cli/config.ts';
import { systemClock } from '../../src/clock.ts';
import { formatRiotId } from '../../src/league/riot-id.ts';
import type { FaultScript } from '../../src/simulator/fault-script.ts';
import { serve } from '../../src/simulator/server.ts';
import { createSimulator } from '../../src/simulator/simulator.ts';
import { newHome, riotjobs } from './command-line.ts';
import { RECENTLY } from './recently.ts';

const OLD = 'RGAPI-of-yesterday';
const NEW = 'RGAPI-of-today';

function keyFile(content: string): string {
  const path = join(newHome(), 'key');
  writeFileSync(path, content);
  return path;
}

describe('readApiKey', () => {
  it('has another key once per change of the file', () => {
    const path = keyFile(`${OLD}\n`);
    const keys = readApiKey({ RIOT_API_KEY_FILE: path });
    expect([keys.apiKey, keys.renew()]).toEqual([OLD, undefined]);
    writeFileSync(path, `${NEW}\n`);
    expect([keys.renew(), keys.renew()]).toEqual([NEW, undefined]);
    writeFileSync(path, OLD);
    expect([keys.renew(), keys.renew()]).toEqual([OLD, undefined]);
  });

  it.each([
    ['empty', ''],
    ['half written', 'RGA'],
  ])('waits for a file that is %s', (_what, content) => {
    const path = keyFile(OLD);
    const keys = readApiKey({ RIOT_API_KEY_FILE: path });
    writeFileSync(path, content);
    expect(keys.renew()).toBeUndefined();
    writeFileSync(path, NEW);
    expect(keys.renew()).toBe(NEW);
  });

  it('keeps to RIOT_API_KEY where that is given', () => {
    const path = keyFile(OLD);
    const keys = readApiKey({ RIOT_API_KEY: 'RGAPI-given', RIOT_API_KEY_FILE: path });
    writeFileSync(path, NEW);
    expect([keys.apiKey, keys.renew()]).toEqual(['RGAPI-given', undefined]);
  });
});

describe('a run whose key expires on the way', () => {
  /** The old key dies at its fourth request; at that moment the file holds `next`. */
  async function runWhile(next: string) {
    const faults: FaultScript = [{ key: OLD, at: { from: 4 }, fault: { kind: 'key-expired' } }];
    const world = { seed: 5, players: 60, historyDays: 10, limits: 'dev', frozenAt: RECENTLY } as const;
    const simulator = createSimulator({ ...world, clock: systemClock, faults });
    const path = keyFile(OLD);
    let requests = 0;
    const handle = (request: Request) => {
      requests += 1;
      if (requests === 3) writeFileSync(path, next);
      return simulator.handle(request);
    };
    const api = await serve({ ...simulator, handle }, { port: 0 });
    onTestFinished(() => api.close());
    const home = newHome();
    const env = { HOME: home, RIOT_API_KEY_FILE: path, RIOTJOBS_API_URL: `${api.url}/{route}` };
    const riotId = formatRiotId(simulator.world.suggestTracked(1)[0]?.riotId ?? { gameName: '', tagLine: '' });
    const tracked = await riotjobs(['players', 'track', riotId, '--platform', 'euw1'], { env });
    expect(tracked.code).toBe(0);
    const answer = await riotjobs(['run', 'updater', '--json'], { env });
    const files = readdirSync(join(home, '.local', 'state', 'riotjobs')).filter((name) => name.endsWith('.db'));
    return { ...answer, stats: simulator.stats(), files };
  }

  it('goes on with the new one, under limits of its own', async () => {
    const { code, stderr, stdout, stats, files } = await runWhile(NEW);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ run: { status: 'SUCCESS', reason: 'completed' } });
    expect(stats.byStatus['403']).toBeGreaterThan(0);
    expect(stats.limitViolations).toBe(0);
    expect(files).toHaveLength(2);
  });

  it('ends when the file still holds the old one', async () => {
    const { code, stdout, files } = await runWhile(OLD);
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ run: { status: 'FAILED', reason: 'auth' } });
    expect(files).toHaveLength(1);
  });
});
