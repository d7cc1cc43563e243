// Whom the fetch phase serves, in which order, and with which matches.

import { describe, expect, it } from 'vitest';
import {
  candidatesPerGroup,
  chooseIds,
  type Listed,
  orderWaiting,
  planTurns,
  type Waiting,
} from '../../src/jobs/analyzer/plan.ts';

const NOW = 1_793_534_400_000;
const DAY_MS = 86_400_000;

function waiting(puuid: string, changes: Partial<Waiting> = {}): Waiting {
  return { puuid, missing: 5, since: NOW, failedAttempts: 0, isListed: false, route: 'europe', ...changes };
}

function ordered(players: readonly Waiting[], gamesPerWaitingDay = 1): string[] {
  return orderWaiting(players, { now: NOW, gamesPerWaitingDay }).map(({ puuid }) => puuid);
}

describe('the order', () => {
  it('is nearest first', () => {
    const players = [3, 1, 2].map((missing) => waiting(`misses ${missing}`, { missing }));
    expect(ordered(players)).toEqual(['misses 1', 'misses 2', 'misses 3']);
  });

  it('a day of waiting brings a player as near as so many games', () => {
    const players = [waiting('near', { missing: 3 }), waiting('patient', { missing: 8, since: NOW - 6 * DAY_MS })];
    expect(ordered(players)).toEqual(['patient', 'near']);
    expect(ordered(players, 0.5)).toEqual(['near', 'patient']);
    expect(ordered(players, 0)).toEqual(['near', 'patient']);
  });

  it('of those equally near who has waited longer comes first, then by puuid', () => {
    const players = [waiting('c'), waiting('a'), waiting('b', { since: NOW - 1 })];
    expect(ordered(players, 0)).toEqual(['b', 'a', 'c']);
    expect(ordered(players)).toEqual(['b', 'a', 'c']);
  });

  it('a failed attempt moves a player back, and time brings it forward again', () => {
    const failed = waiting('failed', { missing: 1, failedAttempts: 1 });
    const other = waiting('other', { missing: 10 });
    expect(ordered([failed, other])).toEqual(['other', 'failed']);
    expect(ordered([{ ...failed, since: NOW - 2 * DAY_MS }, other])).toEqual(['failed', 'other']);
    expect(ordered([{ ...failed, since: NOW - 2 * DAY_MS, failedAttempts: 2 }, other])).toEqual(['other', 'failed']);
  });

  it('leaves what it is given as it is', () => {
    const players = Object.freeze([waiting('b'), waiting('a')]);
    expect(ordered(players)).toEqual(['a', 'b']);
  });
});

describe('the turns', () => {
  const line = (count: number, isListed: (index: number) => boolean = () => false) =>
    Array.from({ length: count }, (_, index) => waiting(`${index}`, { isListed: isListed(index) }));
  const turns = (players: readonly Waiting[], count: number) =>
    planTurns(players, count).map(({ player, next }) => [player.puuid, next?.puuid]);

  it('go with lists of their own route', () => {
    const routes = ['europe', 'americas', 'europe', 'asia', 'europe', 'americas'];
    const players = routes.map((route, index) => waiting(`${index}`, { route }));
    expect(turns(players, 3)).toEqual([
      ['0', '4'],
      ['1', '5'],
      ['2', undefined],
    ]);
  });

  it('nobody waits: nothing to do', () => {
    expect(turns([], 8)).toEqual([]);
  });

  it('are so many, and with each goes a list of those who come next', () => {
    expect(turns(line(9), 2)).toEqual([
      ['0', '2'],
      ['1', '3'],
    ]);
    expect(turns(line(3), 2)).toEqual([
      ['0', '2'],
      ['1', undefined],
    ]);
    expect(turns(line(2), 8)).toEqual([
      ['0', undefined],
      ['1', undefined],
    ]);
  });

  it('lists that are known are not read ahead', () => {
    const players = line(9, (index) => index % 2 === 0);
    expect(turns(players, 3)).toEqual([
      ['0', '3'],
      ['1', '5'],
      ['2', '7'],
    ]);
  });

  it('no farther ahead than a thousand players', () => {
    expect(
      turns(
        line(1005, (index) => index < 1001),
        1,
      ),
    ).toEqual([['0', undefined]]);
    expect(
      turns(
        line(1005, (index) => index < 1000),
        1,
      ),
    ).toEqual([['0', '1000']]);
    expect(candidatesPerGroup(1)).toBe(1001);
  });
});

describe('the ids', () => {
  const listed = (matchId: string, place: number, sharers = 0): Listed => ({ matchId, place, sharers });

  it('are the newest, oldest of them first', () => {
    expect(chooseIds([listed('new', 0), listed('old', 2), listed('middle', 1)], 2)).toEqual(['middle', 'new']);
  });

  it('what more of the waiting share comes before what is newer', () => {
    const ids = [listed('new', 0), listed('of two', 1, 1), listed('of three', 2, 2), listed('old of two', 3, 1)];
    expect(chooseIds(ids, 1)).toEqual(['of three']);
    expect(chooseIds(ids, 2)).toEqual(['of three', 'of two']);
    expect(chooseIds(ids, 3)).toEqual(['old of two', 'of three', 'of two']);
  });

  it('are as many as there are, or as the budget allows', () => {
    expect(chooseIds([listed('a', 0)], 9)).toEqual(['a']);
    expect(chooseIds([listed('a', 0)], 0)).toEqual([]);
    expect(chooseIds([], 9)).toEqual([]);
  });
});
