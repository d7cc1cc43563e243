import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';
import { type CommandsWorld, jsonOf, openWorld, rowsOf, type Settings, sql, succeed } from './commands-world.ts';

let world: CommandsWorld;
let env: Settings;
let riotId: string;

beforeAll(async () => {
  world = await openWorld(20);
  env = world.settings();
  riotId = world.riotIds(1)[0] ?? '';
  for (const player of world.riotIds(2)) await succeed(env, 'players', 'track', player, '--platform', 'euw1');
  await succeed(env, 'run', 'updater');
});
afterAll(() => world.close());

interface Listed {
  readonly items: readonly { readonly matchId: string; readonly gameCreation: string }[];
}

const idsOf = ({ items }: Listed) => items.map(({ matchId }) => matchId);

function idsBy(statement: string): string[] {
  const newest = `${statement} order by game_creation desc, match_id desc`;
  return (sql(env, newest) as { match_id: string }[]).map(({ match_id }) => match_id);
}

describe('matches list', () => {
  it('lists the newest first, as many as asked for', async () => {
    const all = idsBy('select match_id from matches');
    expect(all.length).toBeGreaterThan(10);
    expect(idsOf(await jsonOf<Listed>(env, 'matches', 'list', '--limit', '9999'))).toEqual(all);
    expect(idsOf(await jsonOf<Listed>(env, 'matches', 'list', '--limit', '3'))).toEqual(all.slice(0, 3));
    expect(rowsOf((await succeed(env, 'matches', 'list')).stdout)).toHaveLength(Math.min(20, all.length));
  });

  it('of one player, with what that player did', async () => {
    const own = 'select match_id from matches join match_participants using (match_id) join players using (puuid)';
    const expected = idsBy(`${own} where players.summoner_name || '#' || players.tag_line = '${riotId}'`);
    const listed = await jsonOf<Listed>(env, 'matches', 'list', '--player', riotId.toUpperCase(), '--limit', '999');
    expect(idsOf(listed)).toEqual(expected);
    const [row] = rowsOf((await succeed(env, 'matches', 'list', '--player', riotId)).stdout);
    expect(row).toMatchObject({ match: expected[0], queue: '420', 'K/D/A': expect.stringMatching(/^\d+\/\d+\/\d+$/) });
    expect(['true', 'false']).toContain(row?.['win']);
    expect((await riotjobs(['matches', 'list', '--player', 'No#ONE'], { env })).code).toBe(1);
  });

  it('of one queue', async () => {
    const [newest] = idsBy('select match_id from matches');
    sql(env, `update matches set queue_id = 440 where match_id = '${newest}'`);
    expect(idsOf(await jsonOf<Listed>(env, 'matches', 'list', '--queue', '440'))).toEqual([newest]);
    const none = await riotjobs(['matches', 'list', '--queue', '0'], { env });
    expect(none).toMatchObject({ code: 0, stderr: expect.stringContaining('no match') });
    expect((await riotjobs(['matches', 'list', '--queue', 'ranked'], { env })).code).toBe(2);
    sql(env, `update matches set queue_id = 420 where match_id = '${newest}'`);
  });
});

describe('matches show', () => {
  it('shows who took part, team by team, with the names that people use', async () => {
    const [matchId = ''] = idsBy('select match_id from matches');
    sql(
      env,
      `update match_participants set champion_id = 62, champion_name = 'MonkeyKing' where match_id = '${matchId}' and participant_id = 3`,
    );
    sql(
      env,
      `update match_participants set champion_id = 99905, champion_name = '' where match_id = '${matchId}' and participant_id = 4`,
    );
    const { stdout, stderr } = await succeed(env, 'matches', 'show', matchId.toLowerCase());
    expect(stderr).toContain(`${matchId}: queue 420`);
    const rows = rowsOf(stdout);
    expect(rows.map(({ team }) => team)).toEqual([...Array(5).fill('100'), ...Array(5).fill('200')]);
    expect(rows[2]).toMatchObject({ champion: 'Wukong' });
    expect(rows[3]).toMatchObject({ champion: 'Champion 99905' });
    const winners = rows.filter(({ win }) => win === 'true').map(({ team }) => team);
    expect(new Set(winners).size).toBe(1);
    interface Shown {
      readonly match: Readonly<Record<string, unknown>>;
      readonly participants: readonly Readonly<Record<string, unknown>>[];
    }
    const { match, participants } = await jsonOf<Shown>(env, 'matches', 'show', matchId);
    expect(match).toMatchObject({ matchId, queueId: 420, platform: 'euw1', isCountable: true });
    expect(participants[2]).toMatchObject({ champion: 'Wukong', championName: 'MonkeyKing', championId: 62 });
    expect(participants.map(({ kills, deaths, assists }) => `${kills}/${deaths}/${assists}`)).toEqual(
      rows.map((row) => row['K/D/A']),
    );
    const drawn = await riotjobs(['matches', 'show', matchId], { env: { ...env, NO_COLOR: '1' }, columns: 120 });
    expect(drawn.stdout).toContain('blue');
  });

  it("prints Riot's text byte for byte", async () => {
    const [matchId = ''] = idsBy('select match_id from matches');
    const { stdout, stderr } = await succeed(env, 'matches', 'show', matchId, '--payload');
    expect(stderr).toBe('');
    const asked = await world.simulator.handle(
      new Request(`http://127.0.0.1/europe/lol/match/v5/matches/${matchId}`, {
        headers: { 'X-Riot-Token': 'RGAPI-x' },
      }),
    );
    expect(stdout).toBe(await asked.text());
    expect((await riotjobs(['matches', 'show', matchId, '--payload', '--json'], { env })).code).toBe(2);
  });

  it('does not know every match: 1', async () => {
    for (const more of [[], ['--payload'], ['--json']]) {
      const answer = await riotjobs(['matches', 'show', 'EUW1_1', ...more], { env });
      expect(answer).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('EUW1_1') });
    }
    expect((await riotjobs(['matches', 'show', 'EUW1_1'], { env: world.settings() })).code).toBe(10);
  });
});
