import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { championName, championSnapshot } from '../../src/league/champions.ts';
import { allChampions } from '../../src/simulator/champions.ts';

const { champions } = championSnapshot;

describe('the snapshot of champions', () => {
  it('has as many ids as entries, each with a key and a name of its own', () => {
    const text = readFileSync(new URL('../../src/league/champions.ts', import.meta.url), 'utf8');
    const entries = text.match(/\b\d+ [A-Z][A-Za-z]+(?=[,\n])/g) ?? [];
    expect(champions.size).toBeGreaterThan(160);
    expect(entries).toHaveLength(champions.size);
    for (const part of ['key', 'name'] as const) {
      expect(new Set([...champions.values()].map((champion) => champion[part])).size).toBe(champions.size);
    }
    for (const [id, { key, name }] of champions) {
      expect(Number.isSafeInteger(id) && id > 0).toBe(true);
      expect(key).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(name).toMatch(/^[A-Z][A-Za-z'.& ]+$/);
    }
  });

  it('names every champion of the simulated world by the same id and key', () => {
    for (const { championId, championName: key } of allChampions) expect(champions.get(championId)?.key).toBe(key);
  });

  it('leaves no two words glued together', () => {
    const glued = [...champions.values()].filter(({ name }) => /[a-z][A-Z]/.test(name)).map(({ name }) => name);
    expect(glued).toEqual(['LeBlanc']);
  });
});

describe('championName', () => {
  it.each([
    [62, 'MonkeyKing', 'Wukong'],
    [9, 'FiddleSticks', 'Fiddlesticks'],
    [9, 'Fiddlesticks', 'Fiddlesticks'],
    [145, undefined, "Kai'Sa"],
    [20, 'Nunu', 'Nunu & Willump'],
    [888, 'Renata', 'Renata Glasc'],
    [1, '', 'Annie'],
  ])('calls %d %s %s', (id, key, name) => expect(championName(id, key)).toBe(name));

  it('trusts the key of a match more than its id', () => expect(championName(1, 'Olaf')).toBe('Olaf'));

  it('calls a newer champion by the key of the match, and without one by its number', () => {
    expect(championName(99_905, 'Somebody')).toBe('Somebody');
    expect(championName(99_905, '')).toBe('Champion 99905');
    expect(championName(99_905)).toBe('Champion 99905');
    expect(championName(1, 'constructor')).toBe('Annie');
  });
});
