// Phase 3: flagged accounts that are there, missing, moved or gone.

import { afterEach, describe, expect, it } from 'vitest';
import { createHarness, expectThrift, type Harness, runUntilIdle } from './harness.ts';

/** Histories of the small world are shorter than this, so that the end does not depend on the order. */
const WHOLE_HISTORY = { target_matches: 100, players_per_run: 30, matches_per_player: 40, analyses_per_run: 40 };

let harness: Harness;
afterEach(async () => {
  await harness.close();
  expectThrift(harness);
});

async function discovered(): Promise<void> {
  harness = createHarness();
  await harness.track(2);
  await harness.run('updater');
}

describe('check-bans', () => {
  it('asks for flagged players only, and not again within a week', async () => {
    await discovered();
    await runUntilIdle(harness, { overrides: WHOLE_HISTORY });
    harness.execute(`update players set last_ban_check = null, ban_suspected_at = null`);
    const flagged = harness.rows('select puuid from player_analysis group by puuid having max(id) and is_smurf');
    const chosen = flagged.length > 0 ? flagged : flagSomebody();
    harness.fault = ({ url }) => (url.includes('/summoners/') ? present(url) : undefined);
    const { execution } = await harness.run('analyzer', { phases: ['check-bans'] });
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', banChecks: chosen.length });
    const checked = harness.rows('select puuid, ban_suspected_at from players where last_ban_check is not null');
    expect(checked.map((row) => row['puuid']).toSorted()).toEqual(chosen.map((row) => row['puuid']).toSorted());
    expect(checked.every((row) => row['ban_suspected_at'] === null)).toBe(true);
    const sent = harness.requests.length;
    await harness.run('analyzer', { phases: ['check-bans'] });
    expect(harness.requests.length).toBe(sent);
  });

  it.each([
    { case: 'no platform of the account is a ban', region: undefined, result: 'gone', is: [true, true] },
    { case: 'its own platform still is a suspicion', region: 'euw1', result: 'missing', is: [true, false] },
    { case: 'another platform is a move, and followed', region: 'na1', result: 'moved', is: [false, false] },
  ])('a missing profile, and $case', async ({ region, result, is: [suspected, confirmed] }) => {
    const puuid = await oneFlagged();
    harness.fault = ({ url }) => {
      if (url.includes('/summoners/')) return new Response('{}', { status: 404 });
      if (!url.includes('/region/')) return undefined;
      return region === undefined ? new Response('{}', { status: 404 }) : Response.json({ puuid, game: 'lol', region });
    };
    const sent = harness.requests.length;
    const { execution } = await harness.run('analyzer', { phases: ['check-bans'] });
    expect(execution).toMatchObject({ status: 'SUCCESS', reason: 'completed', banChecks: 1 });
    expect(harness.requests.slice(sent)).toEqual([
      expect.stringContaining('/summoners/'),
      expect.stringContaining('/region/by-game/lol/'),
    ]);
    expect(harness.rows('select puuid, result from ban_checks')).toEqual([{ puuid, result }]);
    const at = harness.clock.now();
    expect(await harness.store.players.find({ puuid })).toMatchObject({
      banSuspectedAt: suspected ? at : null,
      banConfirmedAt: confirmed ? at : null,
      platform: region ?? 'euw1',
    });
  });

  it('a profile that is still missing a day later is a ban, without waiting for a week', async () => {
    const puuid = await oneFlagged();
    harness.fault = ({ url }) => {
      if (url.includes('/summoners/')) return new Response('{}', { status: 404 });
      return url.includes('/region/') ? Response.json({ puuid, game: 'lol', region: 'euw1' }) : undefined;
    };
    const checksOf = async () => (await harness.run('analyzer', { phases: ['check-bans'] })).execution.banChecks;
    expect([await checksOf(), await checksOf()]).toEqual([1, 0]);
    harness.clock.advance(86_400_001);
    expect(await checksOf()).toBe(1);
    expect(await harness.store.players.find({ puuid })).toMatchObject({ banConfirmedAt: harness.clock.now() });
  });

  it('an error of one player is logged and skipped; its last check stays as it was', async () => {
    await discovered();
    await runUntilIdle(harness, { overrides: WHOLE_HISTORY });
    harness.execute(`update players set last_ban_check = null`);
    flagSomebody();
    harness.fault = ({ url }) => (url.includes('/summoners/') ? new Response('{}', { status: 400 }) : undefined);
    const { execution } = await harness.run('analyzer', { phases: ['check-bans'] });
    expect(execution).toMatchObject({ status: 'FAILED', reason: 'error', banChecks: 0 });
    expect(execution.itemsFailed).toBeGreaterThan(0);
    expect(harness.rows('select * from players where last_ban_check is not null')).toEqual([]);
  });
});

/** The only one who is flagged. */
async function oneFlagged(): Promise<string> {
  await discovered();
  await runUntilIdle(harness, { overrides: WHOLE_HISTORY });
  harness.execute('update player_analysis set is_smurf = 0');
  harness.execute('update players set last_ban_check = null');
  harness.execute('delete from ban_checks');
  return String(flagSomebody()[0]?.['puuid']);
}

function present(url: string): Response {
  return Response.json({
    puuid: url.slice(url.lastIndexOf('/') + 1),
    profileIconId: 1,
    revisionDate: 1,
    summonerLevel: 50,
  });
}

/** Makes the newest verdict of one player a flag, so that the phase has something to do in any world. */
function flagSomebody(): Record<string, unknown>[] {
  harness.execute('update player_analysis set is_smurf = 1 where id = (select max(id) from player_analysis)');
  return harness.rows('select puuid from player_analysis where id = (select max(id) from player_analysis)');
}
