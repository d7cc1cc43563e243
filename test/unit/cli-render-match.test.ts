import { describe, expect, it } from 'vitest';
import {
  matchColumns,
  matchJson,
  matchLine,
  participantColumns,
  participantJson,
  playedColumns,
} from '../../src/cli/render/match.ts';
import { renderTable } from '../../src/cli/render/table.ts';
import type { Participant } from '../../src/league/match.ts';
import type { StoredMatch } from '../../src/store/records.ts';

const NOW = 1_790_000_000_000;

const match: StoredMatch = {
  matchId: 'EUW1_1',
  platformId: 'euw1',
  queueId: 420,
  gameCreation: NOW - 3_600_000,
  gameDuration: 1825,
  gameEndTimestamp: null,
  gameVersion: '16.15.700.1',
  mapId: 11,
  gameMode: 'CLASSIC',
  gameType: 'MATCHED_GAME',
  tournamentId: null,
  isCountable: true,
  botCount: 0,
  createdAt: NOW,
};

const aborted: StoredMatch = {
  ...match,
  gameCreation: 0,
  gameDuration: 0,
  gameVersion: '',
  gameMode: '',
  isCountable: false,
};

const participant: Participant = {
  matchId: 'EUW1_1',
  puuid: 'p'.repeat(78),
  participantId: 1,
  teamId: 100,
  summonerName: 'A b',
  tagLine: 'TAG',
  summonerLevel: 30,
  profileIconId: 1,
  championId: 9,
  championName: 'FiddleSticks',
  champLevel: 16,
  teamPosition: 'JUNGLE',
  individualPosition: 'JUNGLE',
  lane: 'JUNGLE',
  role: 'NONE',
  win: false,
  kills: 7,
  deaths: 2,
  assists: 8,
  kda: 7.5,
  goldEarned: 11_000,
  cs: 180,
  visionScore: 25,
  totalDamageDealt: 1,
  totalDamageDealtToChampions: 1,
  totalDamageTaken: 1,
  totalHeal: 1,
};

const piped = { isTerminal: false, width: 80, palette: { title: String, good: String, bad: String, doubtful: String } };

describe('a match', () => {
  it('is one line', () => {
    expect(matchLine(match, NOW)).toBe('EUW1_1: queue 420 (CLASSIC), patch 16.15, played 1 h ago for 30 min 25 s');
  });

  it('that was aborted has no time, no patch and no mode', () => {
    expect(matchLine(aborted, NOW)).toBe(
      'EUW1_1: queue 420 (mode unknown), patch unknown, played - for 0 ms, not countable (remake or aborted)',
    );
    expect(matchJson(aborted)).toMatchObject({ gameCreation: null, gameEndTimestamp: null, isCountable: false });
    const tsv = renderTable({ columns: matchColumns(NOW), rows: [{ match: aborted }] }, piped);
    expect(tsv.split('\n')[1]).toBe('EUW1_1\t420\t\t0\t\tfalse');
  });

  it('in JSON has its times in RFC 3339', () => {
    expect(matchJson(match)).toMatchObject({ platform: 'euw1', gameCreation: new Date(NOW - 3_600_000).toISOString() });
  });

  it('of a player has the own figures beside it', () => {
    const tsv = renderTable({ columns: playedColumns(NOW), rows: [{ match, participant }, { match }] }, piped);
    expect(tsv.split('\n').map((line) => line.split('\t').slice(6).join(' '))).toEqual([
      'position champion K/D/A CS win',
      'JUNGLE Fiddlesticks 7/2/8 180 false',
      '    ',
      '',
    ]);
  });
});

describe('a participant', () => {
  it('is in the blue or the red team, or in one that has only a number', () => {
    const [team] = participantColumns;
    expect([100, 200, 0].map((teamId) => team?.short?.({ ...participant, teamId }))).toEqual(['blue', 'red', '0']);
  });

  it("in JSON has Riot's words and the name that people use", () => {
    expect(participantJson(participant)).toMatchObject({
      gameName: 'A b',
      championName: 'FiddleSticks',
      champion: 'Fiddlesticks',
      kills: 7,
    });
    expect(participantJson(participant)).not.toHaveProperty('summonerName');
  });
});
