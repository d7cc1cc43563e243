// Real answers of Riot, where they lie beside the repository; they are no part of the project.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FetchedMatch } from '../../src/league/match.ts';
import { contentOf } from '../../src/riot/answer.ts';
import { ApiKeyError, RiotApiError } from '../../src/riot/errors.ts';
import { limitsOf } from '../../src/riot/limits.ts';
import { decideRetry } from '../../src/riot/retry.ts';
import { accountSchema } from '../../src/riot/schemas/account.ts';
import { leagueEntriesSchema } from '../../src/riot/schemas/league-entries.ts';
import { matchSchema } from '../../src/riot/schemas/match.ts';
import { matchIdsSchema } from '../../src/riot/schemas/match-ids.ts';
import { readJson } from '../../src/riot/schemas/read.ts';
import { summonerSchema } from '../../src/riot/schemas/summoner.ts';

const captures = join(import.meta.dirname, '../../../shared/captures');
const captured = it.skipIf(!existsSync(captures));

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

function textOf(file: string): string {
  const content = readFileSync(join(captures, file));
  return (file.endsWith('.zst') ? zstdDecompressSync(content) : content).toString();
}

function linesOf<Line>(file: string): Line[] {
  const lines = textOf(file).split('\n').filter(Boolean);
  return lines.map((line): Line => JSON.parse(line));
}

interface Captured {
  readonly wire: WireMatch;
  readonly read: Omit<FetchedMatch, 'payload'>;
}

const read = new Map<string, Captured[]>();

/** The replay alone is 119 MB of JSON: read once. */
function matchesOf(file: string): Captured[] {
  const lines = () => textOf(file).split('\n').filter(Boolean);
  const all =
    read.get(file) ??
    lines().map((line): Captured => {
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

describe('captured answers about players', () => {
  captured('league entries of nine shapes, and a whole ladder', () => {
    const entries = linesOf<{ what: string; body: { queueType?: string } }>('responses/league-v4-entries.jsonl')
      .map(({ body }) => body)
      .filter(({ queueType }) => queueType !== undefined);
    const ladder = linesOf('replay/league-entries.jsonl.zst');
    const read = (wire: unknown) => readJson('league-v4', leagueEntriesSchema, JSON.stringify(wire));
    expect(read(entries)).toHaveLength(332);
    expect(read(ladder)).toHaveLength(301);
    expect(read(ladder).every(({ tier, division }) => tier === 'GRANDMASTER' && division === 'I')).toBe(true);
  });

  captured('summoners of both forms, and accounts', () => {
    const summoners = linesOf<{ body: unknown }>('responses/summoner-v4.jsonl').map(({ body }) =>
      readJson('summoner-v4', summonerSchema, JSON.stringify(body)),
    );
    expect(summoners).toHaveLength(48);
    expect(summoners.filter(({ summonerLevel }) => summonerLevel === null)).toEqual([]);
    const accounts = linesOf<{ body: unknown }>('responses/account-v1.jsonl').map(({ body }) =>
      readJson('account-v1', accountSchema, JSON.stringify(body)),
    );
    expect(accounts).toHaveLength(64);
    expect(accounts.filter(({ gameName, tagLine }) => gameName === null || tagLine === null)).toEqual([]);
  });

  captured('lists of match ids', () => {
    for (const { n, body } of linesOf<{ n: number; body: unknown }>('responses/match-v5-ids.jsonl')) {
      expect(readJson('match-v5', matchIdsSchema, JSON.stringify(body))).toHaveLength(n);
    }
    for (const ids of Object.values(JSON.parse(textOf('replay/ids.json')))) {
      expect(readJson('match-v5', matchIdsSchema, JSON.stringify(ids))).toEqual(ids);
    }
  });
});

interface CapturedError {
  readonly id: string;
  readonly status: number | null;
  readonly headers?: readonly [string, string][];
  readonly body?: unknown;
  readonly body_excerpt?: string;
}

describe('captured errors', () => {
  const asked = { methodId: 'match-v5.getMatch', route: 'europe', apiKey: 'RGAPI-test' } as const;

  function outcomeOf({ status, headers = [], body, body_excerpt }: CapturedError): unknown {
    const told = new Headers(headers.map(([name, value]): [string, string] => [name, value]));
    if (decideRetry({ status: status ?? 0, headers: told, attempt: 1, random: 0.5 }).kind !== 'settled') return 'again';
    const text = body_excerpt ?? (body === null || body === undefined ? '' : JSON.stringify(body));
    try {
      return contentOf({ status: status ?? 0, headers: told, body: text }, asked);
    } catch (error) {
      return error;
    }
  }

  captured('are repeated, taken for nothing there, or thrown', () => {
    const { errors }: { errors: CapturedError[] } = JSON.parse(textOf('responses/errors.json'));
    expect(errors).toHaveLength(23);
    const among = (...statuses: (number | null)[]) =>
      errors.filter(({ status }) => statuses.includes(status)).map(outcomeOf);
    expect(new Set(among(404))).toEqual(new Set([undefined]));
    expect(among(401, 403).every((outcome) => outcome instanceof ApiKeyError)).toBe(true);
    expect(among(400).every((outcome) => outcome instanceof RiotApiError)).toBe(true);
    expect(new Set(among(429, 502, 503, 504, null))).toEqual(new Set(['again']));
  });

  captured('and successes carry limits that are read', () => {
    const all: { status: number; headers: Record<string, string> }[] = JSON.parse(
      textOf('responses/http-captures.json'),
    );
    expect(all).toHaveLength(32);
    const limited = all.filter(({ headers }) => Object.keys(headers).some((name) => /^x-app-rate-limit$/i.test(name)));
    expect(limited.length).toBeGreaterThan(0);
    for (const { headers } of limited) {
      const { application, method } = limitsOf(new Headers(headers));
      for (const { limit, count = 0 } of [...(application ?? []), ...(method ?? [])]) {
        expect(count).toBeGreaterThan(0);
        expect(count).toBeLessThanOrEqual(limit);
      }
      expect(application?.length).toBeGreaterThan(0);
    }
  });
});
