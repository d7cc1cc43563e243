// Recorded matches, read, and what they mean.

import { describe, expect } from 'vitest';
import type { FetchedMatch } from '../../src/league/match.ts';
import { matchSchema } from '../../src/riot/schemas/match.ts';
import { readJson } from '../../src/riot/schemas/read.ts';
import { captured, textLinesOf } from './captures.ts';

interface WireMatch {
  readonly metadata: { readonly matchId: string };
  readonly info: {
    readonly queueId: number;
    readonly gameDuration: number;
    readonly gameEndTimestamp?: number;
    readonly participants: readonly WireParticipant[];
  };
}
interface WireParticipant {
  readonly puuid: string;
  readonly kills: number;
  readonly deaths: number;
  readonly assists: number;
  readonly goldEarned: number;
  readonly visionScore: number;
  readonly win: boolean;
  readonly timePlayed: number;
  readonly gameEndedInEarlySurrender: boolean;
}

interface Captured {
  readonly wire: WireMatch;
  readonly read: Omit<FetchedMatch, 'payload'>;
}

const read = new Map<string, Captured[]>();

/** The replay alone is 119 MB of JSON: read once. */
function matchesOf(file: string): Captured[] {
  const all =
    read.get(file) ??
    textLinesOf(file).map((line): Captured => {
      return { wire: JSON.parse(line), read: readJson('match-v5.getMatch', matchSchema, line) };
    });
  read.set(file, all);
  return all;
}

const figures = ({
  puuid,
  kills,
  deaths,
  assists,
  goldEarned,
  visionScore,
  win,
}: Omit<WireParticipant, 'timePlayed' | 'gameEndedInEarlySurrender'>) =>
  [puuid, kills, deaths, assists, goldEarned, visionScore, win].join();

describe('captured matches', () => {
  captured('all 200 and all 1610 are read, and mean what they say', () => {
    for (const file of ['conformance.jsonl.zst', 'replay/matches.jsonl.zst']) {
      for (const { wire, read } of matchesOf(file)) {
        const humans = wire.info.participants.filter(({ puuid }) => puuid !== 'BOT');
        expect(read.participants.map(figures)).toEqual(humans.map(figures));
        expect(read.match.botCount).toBe(wire.info.participants.length - humans.length);
        expect(read.match.matchId).toBe(wire.metadata.matchId);
        expect(read.match.queueId).toBe(wire.info.queueId);
      }
    }
  });

  captured('of the 200, 18 are remakes and 9 short games are none', () => {
    const all = matchesOf('conformance.jsonl.zst');
    expect(all).toHaveLength(200);
    expect(all.filter(({ read }) => !read.match.isCountable)).toHaveLength(18);
    const short = all.filter(({ read }) => read.match.isCountable && read.match.gameDuration < 300);
    expect(short).toHaveLength(9);
    const replayed = matchesOf('replay/matches.jsonl.zst');
    expect(replayed.filter(({ read }) => !read.match.isCountable)).toHaveLength(21);
  });

  captured('one has five bots', () => {
    const withBots = matchesOf('conformance.jsonl.zst').filter(({ read }) => read.match.botCount > 0);
    expect(withBots.map(({ read }) => [read.match.queueId, read.match.botCount, read.participants.length])).toEqual([
      [850, 5, 5],
    ]);
  });

  captured('those of Arena have 8, 16 and 18 participants', () => {
    const arena = matchesOf('conformance.jsonl.zst').filter(({ read }) => read.match.gameMode === 'CHERRY');
    expect(arena).toHaveLength(7);
    expect(new Set(arena.map(({ read }) => read.participants.length))).toEqual(new Set([8, 16, 18]));
  });

  captured('last as many seconds as the players played, also before patch 11.20', () => {
    const all = matchesOf('conformance.jsonl.zst');
    expect(all.filter(({ read }) => read.match.gameEndTimestamp === null)).toHaveLength(2);
    for (const { wire, read } of all) {
      const longest = Math.max(...wire.info.participants.map(({ timePlayed }) => timePlayed));
      expect(Math.abs(read.match.gameDuration - longest)).toBeLessThan(60);
    }
  });

  captured('have a name for every player and a tag where there was one', () => {
    const players = matchesOf('conformance.jsonl.zst').flatMap(({ read }) => read.participants);
    expect(players.filter(({ summonerName }) => summonerName === null)).toEqual([]);
    expect(players.filter(({ tagLine }) => tagLine === null).length).toBe(595);
  });

  captured('the six constructed ones: aborted twice, practice tool, Swarm, another order', () => {
    const all = matchesOf('constructed.jsonl.zst').map(({ read: { match, participants } }) => {
      return [match.platformId, match.queueId, match.gameDuration, participants.length, match.isCountable];
    });
    expect(all).toEqual([
      ['euw1', 0, 0, 0, false],
      ['euw1', 0, 0, 0, false],
      ['na1', 3140, 80, 1, true],
      ['na1', 1810, 412, 1, true],
      ['na1', 1820, 412, 2, true],
      ['na1', 420, 1212, 10, true],
    ]);
  });
});
