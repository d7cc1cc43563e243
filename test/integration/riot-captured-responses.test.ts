// Recorded answers about players, lists and errors: all of them are read, and what they mean.

import { describe, expect } from 'vitest';
import { isLadder } from '../../src/league/queues.ts';
import { contentOf } from '../../src/riot/answer.ts';
import { ApiKeyError, RiotApiError } from '../../src/riot/errors.ts';
import { limitsOf } from '../../src/riot/limits.ts';
import { decideRetry } from '../../src/riot/retry.ts';
import { accountSchema } from '../../src/riot/schemas/account.ts';
import { leagueEntriesSchema } from '../../src/riot/schemas/league-entries.ts';
import { matchIdsSchema } from '../../src/riot/schemas/match-ids.ts';
import { readJson } from '../../src/riot/schemas/read.ts';
import { summonerSchema } from '../../src/riot/schemas/summoner.ts';
import { captured, linesOf, textOf } from './captures.ts';

const readEntries = (wire: unknown) => readJson('league-v4', leagueEntriesSchema, JSON.stringify(wire));
const readSummoner = (wire: unknown) => readJson('summoner-v4', summonerSchema, JSON.stringify(wire));
const readAccount = (wire: unknown) => readJson('account-v1', accountSchema, JSON.stringify(wire));
const readIds = (wire: unknown) => readJson('match-v5', matchIdsSchema, JSON.stringify(wire));

interface WireEntry {
  readonly queueType?: string;
  readonly tier?: string;
  readonly rank?: string;
  readonly leaguePoints: number;
  readonly wins: number;
  readonly losses: number;
}

/** A league list: its head holds what its entries do not repeat. */
interface WireList {
  readonly tier: string;
  readonly queue: string;
  readonly leagueId: string;
  readonly entries: readonly WireEntry[];
}

function entriesOf({ tier, queue, leagueId, entries }: WireList): WireEntry[] {
  return entries.map((entry) => ({ ...entry, tier, queueType: queue, leagueId }));
}

const figures = ({ leaguePoints, wins, losses }: Pick<WireEntry, 'leaguePoints' | 'wins' | 'losses'>) =>
  [leaguePoints, wins, losses].join();

describe('recorded answers about players', () => {
  captured('league entries of nine shapes: eight are entries, the ninth is an item of a list', () => {
    const all = linesOf<{ what: string; body: WireEntry }>('responses/league-v4-entries.jsonl').map(({ body }) => body);
    const shapes = new Map(all.map((body) => [Object.keys(body).toSorted().join(), body]));
    expect([all.length, shapes.size]).toEqual([382, 9]);
    const entries = all.filter(({ queueType }) => queueType !== undefined);
    expect(readEntries(entries).map(figures)).toEqual(entries.map(figures));
    expect(readEntries(entries).map(({ division }) => division)).toEqual(entries.map(({ rank }) => rank ?? null));
    expect(readEntries(entries).filter(({ division }) => division === null)).toHaveLength(1);
    expect(readEntries(entries).filter(({ queueType }) => !isLadder(queueType))).toHaveLength(10);
    const items = all.filter(({ queueType }) => queueType === undefined);
    expect([entries.length, items.length]).toEqual([332, 50]);
    for (const item of items) expect(() => readEntries([item])).toThrow('[0].queueType: ');
  });

  captured('a whole ladder', () => {
    const ladder = readEntries(linesOf('replay/league-entries.jsonl.zst'));
    expect(ladder).toHaveLength(301);
    expect(ladder.every(({ tier, division }) => tier === 'GRANDMASTER' && division === 'I')).toBe(true);
  });

  captured('the entries of 18 league lists, under what the head of each says', () => {
    const lists = linesOf<{ entriesKept: number; body: WireList }>('responses/league-v4-lists.jsonl.zst');
    expect(lists).toHaveLength(18);
    for (const { entriesKept, body } of lists) {
      const read = readEntries(entriesOf(body));
      expect(read).toHaveLength(entriesKept);
      expect(read.map(figures)).toEqual(body.entries.map(figures));
      expect(new Set(read.map(({ tier, leagueId }) => `${tier} ${leagueId}`)).size).toBe(1);
      if (body.tier !== 'GOLD') expect(read.every(({ division }) => division === 'I')).toBe(true);
    }
    const ofLeague = lists.filter(({ body }) => isLadder(body.queue));
    expect([ofLeague.length, Math.max(...lists.map(({ entriesKept }) => entriesKept))]).toEqual([14, 498]);
  });

  captured('summoners of both forms, and accounts', () => {
    const bodies = linesOf<{ body: object }>('responses/summoner-v4.jsonl').map(({ body }) => body);
    const summoners = bodies.map(readSummoner);
    expect([summoners.length, bodies.filter((body) => 'accountId' in body).length]).toEqual([48, 46]);
    expect(summoners.filter(({ summonerLevel }) => summonerLevel === null)).toEqual([]);
    const accounts = linesOf<{ body: unknown }>('responses/account-v1.jsonl').map(({ body }) => readAccount(body));
    expect(accounts).toHaveLength(64);
    expect(accounts.filter(({ gameName, tagLine }) => gameName === null || tagLine === null)).toEqual([]);
  });

  captured('lists of match ids', () => {
    const lists = linesOf<{ n: number; body: unknown }>('responses/match-v5-ids.jsonl');
    expect(lists).toHaveLength(22);
    for (const { n, body } of lists) {
      expect(readIds(body)).toHaveLength(n);
      expect(readIds(body)).toEqual(body);
    }
    for (const ids of Object.values(JSON.parse(textOf('replay/ids.json')))) expect(readIds(ids)).toEqual(ids);
  });
});

interface RecordedError {
  readonly id: string;
  readonly status: number | null;
  readonly headers?: readonly [string, string][];
  readonly body?: unknown;
  readonly body_excerpt?: string;
}

const asked = { methodId: 'match-v5.getMatch', route: 'europe', apiKey: 'RGAPI-test' } as const;

function outcomeOf({ status, headers = [], body, body_excerpt }: RecordedError): unknown {
  const told = new Headers(headers.map(([name, value]): [string, string] => [name, value]));
  if (decideRetry({ status: status ?? 0, headers: told, attempt: 1, random: 0.5 }).kind !== 'settled') return 'again';
  const text = body_excerpt ?? (body === null || body === undefined ? '' : JSON.stringify(body));
  try {
    return contentOf({ status: status ?? 0, headers: told, body: text }, asked);
  } catch (error) {
    return error;
  }
}

describe('recorded errors', () => {
  captured('are repeated, taken for nothing there, or thrown', () => {
    const { errors }: { errors: RecordedError[] } = JSON.parse(textOf('responses/errors.json'));
    const among = (...statuses: (number | null)[]) =>
      errors.filter(({ status }) => statuses.includes(status)).map(outcomeOf);
    expect(new Set(among(404))).toEqual(new Set([undefined]));
    expect(among(401, 403).every((outcome) => outcome instanceof ApiKeyError)).toBe(true);
    expect(among(400).every((outcome) => outcome instanceof RiotApiError)).toBe(true);
    expect(new Set(among(429, 500, 502, 503, 504, null))).toEqual(new Set(['again']));
    expect(among(200)).toEqual(['']);
    expect([errors.length, among(404, 401, 403, 400, 429, 500, 502, 503, 504, null, 200).length]).toEqual([23, 23]);
  });
});

interface RecordedSuccess {
  readonly request: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

type Reader = (body: never) => readonly unknown[];

/** By what the path that was asked for holds. */
const readers: Readonly<Record<string, Reader>> = {
  'leagues/': (body: WireList) => readEntries(entriesOf(body)),
  '/entries/': readEntries,
  '/summoners/': (body) => [readSummoner(body)],
  '/ids': readIds,
};

/** How many things the body holds. */
function readBody({ request, body }: RecordedSuccess): number | undefined {
  const [, reader] = Object.entries(readers).find(([path]) => request.includes(path)) ?? [];
  return reader?.(body as never).length;
}

describe('recorded successes', () => {
  const all = (): RecordedSuccess[] => JSON.parse(textOf('responses/http-captures.json'));

  captured('that have a body are read: entries, lists, ids, summoners', () => {
    const withBody = all().filter(({ body }) => body !== undefined && body !== null);
    expect(withBody.map(readBody)).toEqual([3, 3, 3, 2, 3, 3, 20, 1, 1, 1, 1, 1, 1, 1]);
  });

  captured('carry limits that are read', () => {
    expect(all()).toHaveLength(32);
    const isLimited = (name: string) => /^x-app-rate-limit$/i.test(name);
    const limited = all().filter(({ headers }) => Object.keys(headers).some(isLimited));
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
