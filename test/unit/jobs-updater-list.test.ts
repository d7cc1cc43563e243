// What a list of ids says: where the asked time begins in it, how far the history is complete, whether it can be believed.

import { describe, expect, it } from 'vitest';
import {
  completeUntil,
  isInOrder,
  nextProbe,
  type ReadList,
  reachesCursor,
  withinWindow,
} from '../../src/jobs/updater/list.ts';

const DAY_MS = 86_400_000;

/** "m9 m7? m5x": the ids newest first, dated by their number; `?` = not stored, `x` = stored under another queue. */
function listOf(text: string): ReadList {
  const ids = text.split(' ').filter((id) => id !== '');
  const stored = ids.flatMap((id) => {
    const [, day = '', mark = ''] = /^m(\d+)([?x]?)$/.exec(id) ?? [];
    return mark === '?' ? [] : [{ matchId: id, queueId: mark === 'x' ? 440 : 420, gameCreation: Number(day) * DAY_MS }];
  });
  return { ids, stored };
}

const unknownIn = ({ ids }: ReadList) => new Set(ids.filter((id) => id.endsWith('?')));
const at = (day: number) => day * DAY_MS;

describe('a list', () => {
  it.each([
    ['', true],
    ['m9 m7? m5', true],
    ['m9 m0 m5', true],
    ['m9? m7? m5?', true],
    ['m5 m7? m9', false],
  ])('"%s" is in order, as far as the stored matches show: %s', (text, isOrdered) => {
    expect(isInOrder(listOf(text))).toBe(isOrdered);
  });

  it.each([
    ['m9 m7? m5', 'm9 m7? m5'],
    ['m9 m7? m3 m2? m1', 'm9 m7?'],
    ['m9? m0 m2', 'm9? m0'],
    // Out of order: nothing is left out.
    ['m1 m9 m2?', 'm1 m9 m2?'],
  ])('"%s", asked for since day 4, is "%s"', (text, within) => {
    expect(withinWindow(listOf(text), at(4)).join(' ')).toBe(within);
  });
});

describe('the id to ask for next, to see where day 4 begins', () => {
  it.each([
    ['nothing is in doubt behind a stored match', 'm9? m5', undefined],
    ['of unknown ids alone the oldest', 'm9? m8? m7?', 'm7?'],
    ['what is not stored and not asked for again is passed over', 'm9? m8? m0', 'm8?'],
    ['when the start was ignored, the middle of the doubtful ones', 'm9 m8? m7? m6? m3 m2?', 'm7?'],
    ['when the start was ignored and nothing is in doubt, none', 'm9 m3 m2?', undefined],
    ['none where the order is broken', 'm1 m9 m2?', undefined],
  ])('%s', (_name, text, probe) => {
    const list = listOf(text);
    expect(nextProbe(list, unknownIn(list), at(4))).toBe(probe);
  });

  it('none when the whole history is asked for', () => {
    const list = listOf('m9? m8?');
    expect(nextProbe(list, unknownIn(list), 0)).toBeUndefined();
  });
});

describe('the history is complete', () => {
  it.each([
    ['up to the newest of the queue', 'm9x m8 m7', at(8)],
    ['up to what lies behind the oldest pending id', 'm9 m8? m7 m6? m5 m4', at(5)],
    ['up to nowhere, when the oldest is pending', 'm9 m8?', undefined],
    ['up to nowhere, when the list is empty', '', undefined],
    ['up to nowhere, when all are of another queue', 'm9x m8x', undefined],
    ['never up to an aborted game', 'm0', undefined],
    ['up to the newest, in whatever order, when nothing is pending', 'm5 m9 m7', at(9)],
    ['up to nowhere, when something is pending and the order is broken', 'm9? m5 m7', undefined],
  ])('%s', (_name, text, until) => {
    const list = listOf(text);
    expect(completeUntil(list, { pending: unknownIn(list), queueId: 420 })).toBe(until);
  });
});

describe('a list joins what is stored', () => {
  const now = at(1000);

  it.each([
    ['m9 m8', 8, true],
    ['m9 m7', 8, true],
    ['m9? m8?', 8, false],
    ['m9', 8, false],
    ['m9 m0', 8, false],
    ['', 8, false],
  ])('"%s" with the cursor at day %i: %s', (text, cursor, isJoined) => {
    expect(reachesCursor(listOf(text), { cursor: at(cursor), now: at(10) })).toBe(isJoined);
  });

  it('need not when it is as long as lists of Riot get, or the cursor as old as Riot keeps matches', () => {
    const long = { ids: Array.from({ length: 451 }, (_, n) => `m${n}?`), stored: [] };
    expect(reachesCursor(long, { cursor: at(999), now })).toBe(true);
    expect(reachesCursor(listOf('m9?'), { cursor: at(100), now })).toBe(true);
    expect(reachesCursor(listOf('m9?'), { cursor: at(999), now })).toBe(false);
  });
});
