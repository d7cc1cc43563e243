// A list of many pages: read to its end, each id once, and seen when the pages do not fit together.

import { expect, it } from 'vitest';
import { listAllIds } from '../../src/jobs/matches.ts';
import type { RiotApi } from '../../src/riot/api.ts';

type Page = (start: number, count: number) => readonly string[];

async function list(page: Page) {
  const starts: number[] = [];
  const riot = {
    listMatchIds: async ({ start = 0, count = 20 }) => {
      starts.push(start);
      return [...page(start, count)];
    },
  } as Partial<RiotApi> as RiotApi;
  return { ...(await listAllIds({ riot }, { platform: 'euw1', puuid: 'p' })), starts };
}

const games = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `EUW1_${from + n}`);

it.each([
  [0, [0]],
  [99, [0]],
  [100, [0, 99]],
  [198, [0, 99]],
  [199, [0, 99, 198]],
])('%i games are read from %j on', async (count, expected) => {
  const all = games(count);
  const { ids, isWhole, starts } = await list((start, size) => all.slice(start, start + size));
  expect({ ids, isWhole, starts }).toEqual({ ids: all, isWhole: true, starts: expected });
});

it('a game that ends between two pages pushes one id into both, which is no harm', async () => {
  const all = games(150);
  const { ids, isWhole } = await list((start, size) =>
    (start === 0 ? all : ['EUW1_new', ...all]).slice(start, start + size),
  );
  expect({ ids, isWhole }).toEqual({ ids: all, isWhole: true });
});

it('a list that has shrunk between two pages is not whole', async () => {
  const all = games(150);
  const { ids, isWhole } = await list((start, size) => all.slice(start === 0 ? 0 : 10).slice(start, start + size));
  expect(isWhole).toBe(false);
  expect(ids).toEqual([...all.slice(0, 100), ...all.slice(109)]);
});

it('a service that ignores the start is not asked for ever', async () => {
  const { ids, isWhole, starts } = await list((_start, size) => games(150).slice(0, size));
  expect({ isWhole, starts }).toEqual({ isWhole: false, starts: [0, 99] });
  expect(ids).toHaveLength(100);
});
