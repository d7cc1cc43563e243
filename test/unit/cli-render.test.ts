import { describe, expect, it } from 'vitest';
import { paletteFor } from '../../src/cli/render/colour.ts';
import { costOf } from '../../src/cli/render/demo.ts';
import { type Column, renderTable } from '../../src/cli/render/table.ts';
import { duration, fullTime, playerName, relativeTime, safeText } from '../../src/cli/render/text.ts';

interface Row {
  readonly name: string;
  readonly games: number | null;
}

const columns: readonly Column<Row>[] = [
  { title: 'name', value: ({ name }) => name, flexible: true },
  { title: 'games', value: ({ games }) => games, align: 'right', tone: () => 'good' },
];
const plain = paletteFor({ write: () => {}, isTTY: true }, { NO_COLOR: '1' });
const colourful = paletteFor({ write: () => {}, isTTY: true }, {});

function table(rows: readonly Row[], style: { isTerminal?: boolean; width?: number; palette?: typeof plain } = {}) {
  return renderTable({ columns, rows }, { isTerminal: true, width: 80, palette: plain, ...style });
}

describe('renderTable', () => {
  it('is TSV with a header line in a pipe, unknown values empty, nothing cut, no line or tab from a value', () => {
    const rows = [{ name: `a\tb\n${'c'.repeat(200)}`, games: null }];
    expect(table(rows, { isTerminal: false, width: 20 })).toBe(`name\tgames\nab${'c'.repeat(200)}\t\n`);
  });

  it('fits the terminal by wrapping, and loses nothing', () => {
    const text = table([{ name: 'one two three four five six seven', games: 12 }], { width: 30 });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(30);
    for (const word of ['one', 'four', 'seven', '12']) expect(text).toContain(word);
  });

  it('has colour only where there may be some', () => {
    const rows = [{ name: 'x', games: 1 }];
    expect(table(rows)).not.toContain('\u001b');
    expect(table(rows, { palette: colourful })).toContain('\u001b[32m1\u001b[39m');
  });
});

describe('paletteFor', () => {
  it.each([
    ['a pipe', { write: () => {} }, {}],
    ['NO_COLOR', { write: () => {}, isTTY: true }, { NO_COLOR: '1' }],
    ['a dumb terminal', { write: () => {}, isTTY: true }, { TERM: 'dumb' }],
    ['NO_COLOR against FORCE_COLOR', { write: () => {}, isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }],
  ])('is plain for %s', (_what, output, env) => {
    expect(paletteFor(output, env).bad('x')).toBe('x');
  });
});

describe('text', () => {
  it('lets no name drive the terminal', () => {
    expect(safeText('a\u001b[31mb\u0007\u202ec\u2066d\r\ne')).toBe('a[31mbcde');
    expect(safeText('Ünï 한국 中文 عربي')).toBe('Ünï 한국 中文 عربي');
  });

  it('names a player by Riot ID, or by the beginning of the puuid', () => {
    expect(playerName({ summonerName: 'A b', tagLine: 'C', puuid: 'p' })).toBe('A b#C');
    expect(playerName({ summonerName: null, tagLine: null, puuid: '0123456789abcdef' })).toBe('0123456789ab');
  });

  it.each([
    [250, '250 ms'],
    [4200, '4.2 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('writes %d ms as %s', (ms, text) => expect(duration(ms)).toBe(text));

  it.each([
    [999, 'just now'],
    [61_000, '1 min ago'],
    [7_200_000, '2 h ago'],
    [200_000_000, '2 d ago'],
  ])('writes a time %d ms ago as %s', (ms, text) => expect(relativeTime(1e12 - ms, 1e12)).toBe(text));

  it('writes unknown times as such', () => {
    expect([relativeTime(null, 1), fullTime(null), fullTime(0)]).toEqual(['-', '', '1970-01-01T00:00:00.000Z']);
  });
});

describe('costOf', () => {
  it('counts the windows that the busiest route has to wait for', () => {
    expect(costOf({ europe: 100, euw1: 20 })).toMatchObject({ requests: 120, developmentKeyMs: 0 });
    expect(costOf({ europe: 101, euw1: 20 })).toMatchObject({ requests: 121, developmentKeyMs: 120_000 });
    expect(costOf({})).toMatchObject({ requests: 0, developmentKeyMs: 0 });
  });
});
