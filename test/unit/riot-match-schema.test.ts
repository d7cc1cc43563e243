import { describe, expect, it } from 'vitest';
import { InvalidResponseError } from '../../src/riot/errors.ts';
import { matchSchema } from '../../src/riot/schemas/match.ts';
import { readJson } from '../../src/riot/schemas/read.ts';
import { abortedMatch, bot, puuidOf, wireMatch, wireParticipant, wireParticipants } from './riot-fixtures.ts';

const read = (wire: unknown) => readJson('match-v5.getMatch', matchSchema, JSON.stringify(wire));

function issuesOf(wire: unknown): readonly string[] {
  try {
    read(wire);
  } catch (error) {
    if (error instanceof InvalidResponseError) return error.issues;
    throw error;
  }
  return [];
}

describe('match', () => {
  it('becomes a row and its participants', () => {
    const { match, participants } = read(wireMatch({ participants: wireParticipants(2) }));
    expect(match).toEqual({
      matchId: 'EUW1_7000000001',
      platformId: 'euw1',
      queueId: 420,
      gameCreation: 1_793_000_000_000,
      gameDuration: 1800,
      gameEndTimestamp: 1_793_001_900_000,
      gameVersion: '16.21.700.1234',
      mapId: 11,
      gameMode: 'CLASSIC',
      gameType: 'MATCHED_GAME',
      tournamentId: null,
      isCountable: true,
      botCount: 0,
    });
    expect(participants).toHaveLength(2);
    expect(participants[0]).toEqual({
      matchId: 'EUW1_7000000001',
      puuid: puuidOf(1),
      participantId: 1,
      teamId: 100,
      summonerName: 'Name 1',
      tagLine: 'TAG',
      summonerLevel: 31,
      profileIconId: 501,
      championId: 21,
      championName: 'Nunu',
      champLevel: 16,
      teamPosition: 'JUNGLE',
      individualPosition: 'JUNGLE',
      lane: 'JUNGLE',
      role: 'NONE',
      win: true,
      kills: 7,
      deaths: 2,
      assists: 8,
      kda: 7.5,
      goldEarned: 11_000,
      cs: 180,
      visionScore: 25,
      totalDamageDealt: 150_000,
      totalDamageDealtToChampions: 15_000,
      totalDamageTaken: 25_000,
      totalHeal: 9000,
    });
  });

  it('has a finite kda without a death', () => {
    const { participants } = read(wireMatch({ participants: [wireParticipant(1, { deaths: 0 })] }));
    expect(participants[0]?.kda).toBe(15);
  });

  it('is a remake when any participant says so, and nothing else makes one', () => {
    const remake = [...wireParticipants(9), wireParticipant(10, { gameEndedInEarlySurrender: true })];
    expect(read(wireMatch({ participants: remake })).match.isCountable).toBe(false);
    expect(read(wireMatch({ gameDuration: 240 })).match.isCountable).toBe(true);
    expect(read(wireMatch({ endOfGameResult: 'Abort_Unexpected' })).match.isCountable).toBe(true);
  });

  it('is aborted when nobody took part', () => {
    const { match, participants } = read(abortedMatch());
    expect(match).toMatchObject({ platformId: 'euw1', queueId: 0, gameCreation: 0, isCountable: false, botCount: 0 });
    expect(participants).toEqual([]);
  });

  it('has no duration when it was aborted, whatever the field holds', () => {
    const wire = wireMatch({ participants: [], gameEndTimestamp: undefined, gameDuration: 1_618_900_000_000 });
    expect(read(wire).match).toMatchObject({ gameDuration: 0, gameEndTimestamp: null });
  });

  it('counts bots and stores none', () => {
    const bots = [6, 7, 8].map((number) => wireParticipant(number, bot));
    const { match, participants } = read(wireMatch({ participants: [...wireParticipants(5), ...bots] }));
    expect(match).toMatchObject({ botCount: 3, isCountable: true });
    expect(participants.map(({ puuid }) => puuid)).toEqual([1, 2, 3, 4, 5].map(puuidOf));
  });

  it('has its duration in milliseconds where the end is missing', () => {
    const { match } = read(wireMatch({ gameEndTimestamp: undefined, gameDuration: 1_484_224 }));
    expect(match).toMatchObject({ gameDuration: 1484, gameEndTimestamp: null });
  });

  it.each([
    [{ riotIdGameName: 'New', riotIdName: 'Old', summonerName: 'Older' }, 'New', 'TAG'],
    [{ riotIdGameName: '', riotIdName: 'Old', summonerName: 'Older' }, 'Old', 'TAG'],
    [{ riotIdGameName: undefined, riotIdName: '', summonerName: 'Older', riotIdTagline: '' }, 'Older', null],
    [{ riotIdGameName: null, riotIdName: undefined, summonerName: '', riotIdTagline: undefined }, null, null],
  ])('takes the newest kind of name that is not empty: %j', (fields, summonerName, tagLine) => {
    const { participants } = read(wireMatch({ participants: [wireParticipant(1, fields)] }));
    expect(participants[0]).toMatchObject({ summonerName, tagLine });
  });

  it.each([0, undefined, null])('a level of %j is not known', (summonerLevel) => {
    const { participants } = read(wireMatch({ participants: [wireParticipant(1, { summonerLevel })] }));
    expect(participants[0]?.summonerLevel).toBeNull();
  });

  it('keeps icon 0 and a tournament code', () => {
    const wire = wireMatch({ participants: [wireParticipant(1, { profileIcon: 0 })], tournamentCode: 'EUW-1' });
    expect(read(wire).participants[0]?.profileIconId).toBe(0);
    expect(read(wire).match.tournamentId).toBe('EUW-1');
  });

  it.each([1, 8, 16, 18])('takes %i participants in any team', (count) => {
    expect(read(wireMatch({ participants: wireParticipants(count, { teamId: 0 }) })).participants).toHaveLength(count);
  });

  it('takes ph2 and th2 for sg2, and refuses a platform that nobody knows', () => {
    expect(read(wireMatch({ matchId: 'TH2_1' })).match.platformId).toBe('sg2');
    expect(issuesOf(wireMatch({ matchId: 'MOON1_1' }))).toEqual(['metadata.matchId: its prefix is no known platform']);
  });

  it.each([
    'c0ffee00-0000-4000-8000-000000000000',
    ' ',
    puuidOf(1).slice(1),
    `${puuidOf(1)}x`,
    puuidOf(1).replace('x', '+'),
  ])('is unreadable with the id %j in place of a puuid, and does not tell the id', (puuid) => {
    const issues = issuesOf(wireMatch({ participants: [wireParticipant(1), wireParticipant(2, { puuid })] }));
    expect(issues).toEqual(['info.participants[1].puuid: not a puuid of 78 characters']);
  });

  it.each(['', null, undefined])('keeps the others where somebody hides behind the puuid %j', (puuid) => {
    const rows = [wireParticipant(1), wireParticipant(2, { puuid }), wireParticipant(3, { puuid }), wireParticipant(4)];
    const { match, participants, hiddenCount } = read(wireMatch({ participants: rows }));
    expect(participants.map((row) => row.puuid)).toEqual([1, 4].map(puuidOf));
    expect(match).toMatchObject({ botCount: 0, isCountable: true });
    expect(hiddenCount).toBe(2);
  });

  it('was a remake, whoever of them says so', () => {
    const hidden = wireParticipant(2, { puuid: '', gameEndedInEarlySurrender: true });
    expect(read(wireMatch({ participants: [wireParticipant(1), hidden] })).match.isCountable).toBe(false);
  });

  it('is unreadable when nobody has a puuid: that is no disguise', () => {
    const rows = [...wireParticipants(2, { puuid: '' }), wireParticipant(3, bot)];
    expect(issuesOf(wireMatch({ participants: rows }))).toEqual(['info.participants: nobody has a puuid']);
  });

  it('is unreadable when a player occurs twice', () => {
    const twice = [wireParticipant(1), wireParticipant(2, { puuid: puuidOf(1) })];
    expect(issuesOf(wireMatch({ participants: twice }))).toEqual(['info.participants: a player occurs twice']);
  });

  it('names the fields of a wrong type, the first five of them, and no value', () => {
    const issues = issuesOf(wireMatch({ queueId: 'secret', participants: wireParticipants(10, { kills: 'secret' }) }));
    expect(issues).toHaveLength(6);
    expect(issues[0]).toMatch(/^info\.queueId: .*expected/);
    expect(issues[1]).toMatch(/^info\.participants\[0\]\.kills: .*expected/);
    expect(issues[5]).toBe('and 6 more');
    expect(issues.join()).not.toContain('secret');
  });
});

describe('an answer that is no JSON', () => {
  it.each([
    ['<!DOCTYPE html><title>502</title>', 'an HTML page (33 characters)'],
    ['{"metadata":{"matchId":"EUW1_', 'no complete JSON (29 characters)'],
    ['', 'no complete JSON (0 characters)'],
  ])('%j is called what it is', (text, what) => {
    expect(() => readJson('match-v5.getMatch', matchSchema, text)).toThrow(
      `unreadable answer to match-v5.getMatch: the body is ${what}`,
    );
  });
});
