// Riot's place, taken by captured matches: every answer about them is what Riot sent.

import { readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';

export interface CapturedParticipant {
  readonly puuid: string;
  readonly kills: number;
  readonly deaths: number;
  readonly assists: number;
  readonly goldEarned: number;
  readonly visionScore: number;
  readonly win: boolean;
  readonly gameEndedInEarlySurrender: boolean;
}

export interface CapturedMatch {
  readonly text: string;
  readonly matchId: string;
  readonly queueId: number;
  readonly gameCreation: number;
  readonly participants: readonly CapturedParticipant[];
}

export interface Replay {
  readonly seeds: readonly string[];
  readonly matches: ReadonlyMap<string, CapturedMatch>;
  handle(request: Request): Promise<Response>;
}

export function openReplay(folder: string): Replay {
  const matches = new Map(linesOf(`${folder}/matches.jsonl.zst`).map((text) => [matchOf(text).matchId, matchOf(text)]));
  const entries = linesOf(`${folder}/league-entries.jsonl.zst`).map((text) => JSON.parse(text) as { puuid: string });
  const seeds = Object.keys(JSON.parse(readFileSync(`${folder}/ids.json`, 'utf8')) as object);
  const histories = historiesOf([...matches.values()]);
  return { seeds, matches, handle: async (request) => answer({ matches, entries, histories }, new URL(request.url)) };
}

function linesOf(path: string): string[] {
  return zstdDecompressSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
}

function matchOf(text: string): CapturedMatch {
  const { metadata, info } = JSON.parse(text) as {
    metadata: { matchId: string };
    info: Omit<CapturedMatch, 'text' | 'matchId'>;
  };
  const { queueId, gameCreation, participants } = info;
  return { text, matchId: metadata.matchId, queueId, gameCreation, participants };
}

/** Newest first, as Riot lists them. */
function historiesOf(matches: readonly CapturedMatch[]): Map<string, CapturedMatch[]> {
  const histories = new Map<string, CapturedMatch[]>();
  for (const match of matches.toSorted((a, b) => b.gameCreation - a.gameCreation)) {
    for (const { puuid } of match.participants) {
      const history = histories.get(puuid) ?? [];
      history.push(match);
      histories.set(puuid, history);
    }
  }
  return histories;
}

interface Answers {
  readonly matches: ReadonlyMap<string, CapturedMatch>;
  readonly entries: readonly { readonly puuid: string }[];
  readonly histories: ReadonlyMap<string, readonly CapturedMatch[]>;
}

function answer(answers: Answers, url: URL): Response {
  const last = url.pathname.split('/').at(-1) ?? '';
  if (url.pathname.includes('/league/')) return Response.json(answers.entries.filter(({ puuid }) => puuid === last));
  if (url.pathname.includes('/summoner/')) return Response.json({ puuid: last });
  if (last === 'ids') return Response.json(idsOf(answers, url));
  const match = answers.matches.get(last);
  return match ? new Response(match.text) : new Response('{}', { status: 404 });
}

function idsOf({ histories }: Answers, { pathname, searchParams }: URL): string[] {
  const history = histories.get(pathname.split('/').at(-2) ?? '') ?? [];
  const number = (name: string, fallback: number) => Number(searchParams.get(name) ?? fallback);
  const start = number('start', 0);
  return history
    .filter(({ queueId }) => queueId === number('queue', queueId))
    .filter(({ gameCreation }) => gameCreation >= number('startTime', 0) * 1000)
    .slice(start, start + number('count', 20))
    .map(({ matchId }) => matchId);
}
