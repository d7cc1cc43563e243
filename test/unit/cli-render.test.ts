import { describe, expect, it } from 'vitest';
import { paletteFor } from '../../src/cli/render/colour.ts';
import { costOf } from '../../src/cli/render/demo.ts';
import { type Column, renderTable } from '../../src/cli/render/table.ts';
import {
  displayWidth,
  duration,
  fullTime,
  playerName,
  relativeTime,
  safeText,
  toJson,
} from '../../src/cli/render/text.ts';

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

  it('keeps control characters and overrides out of every cell', () => {
    const name: Column<Row> = { title: 'name', value: ({ name }) => name };
    const short: Column<Row> = { ...name, title: 'short', short: (row) => row.name };
    const rows = [{ name: 'a\u001b[31m\u009b31mb\u202ec', games: 1 }];
    for (const isTerminal of [true, false]) {
      const text = renderTable({ columns: [name, short], rows }, { isTerminal, width: 80, palette: plain });
      expect(text.match(/a\[31m31mbc/g)).toHaveLength(2);
      expect(text.replace(/[\t\n]/g, '')).not.toMatch(/[\p{Cc}\u202e]/u);
    }
  });

  it('has colour only where there may be some', () => {
    const rows = [{ name: 'x', games: 1 }];
    expect(table(rows)).not.toContain('\u001b');
    expect(table(rows, { palette: colourful })).toContain('\u001b[32m1\u001b[39m');
  });
});

describe('a table that is wider than the terminal', () => {
  const wide: readonly Column<Row>[] = [
    { title: 'id', value: () => '0123456789012' },
    { title: 'second', value: () => 'x'.repeat(20), optional: 2 },
    { title: 'first', value: () => 'y'.repeat(20), optional: 1 },
    { title: 'small', value: () => 'z', optional: 3 },
    { title: 'error', value: ({ name }) => name, flexible: true, optional: 4 },
  ];
  const drawn = (width: number, name = 'word '.repeat(18).trim()) => {
    const text = renderTable(
      { columns: wide, rows: [{ name, games: 1 }] },
      { isTerminal: true, width, palette: plain },
    );
    const titles = text.split('\n')[1]?.match(/\w+/g);
    return { text, titles, widest: Math.max(...text.split('\n').map(displayWidth)) };
  };

  it('takes in the columns by their order as far as there is room, and says how many it left out', () => {
    expect(drawn(200).titles).toEqual(['id', 'second', 'first', 'small', 'error']);
    expect(drawn(200).text).not.toContain('left out');
    expect(drawn(80).titles).toEqual(['id', 'second', 'first', 'small']);
    expect(drawn(80).text).toMatch(/\n1 column left out; --json or a pipe shows all\n$/);
    expect(drawn(60).titles).toEqual(['id', 'first', 'small']);
    expect(drawn(60).text).toContain('\n2 columns left out;');
    expect(drawn(10).titles).toEqual(['id']);
  });

  it.each([49, 60, 80, 100, 120, 200])('is never wider than %d columns', (width) => {
    for (const name of ['', 'short', 'word '.repeat(50), '한국'.repeat(30), 'x'.repeat(300)]) {
      expect(drawn(width, name).widest).toBeLessThanOrEqual(width);
    }
  });

  it('gives a sentence room to be read, or none', () => {
    for (let width = 50; width < 150; width += 1) {
      const { text, titles } = drawn(width);
      const room = text.split('\n')[0]?.split('┬')[4]?.length ?? 0;
      expect({ width, isReadable: !titles?.includes('error') || room >= 20 }).toEqual({ width, isReadable: true });
    }
  });

  it('does not shrink where nobody knows how wide the terminal is', () => {
    expect(drawn(Number.POSITIVE_INFINITY, 'x'.repeat(500)).text).toContain('x'.repeat(500));
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

  it('counts the columns of a terminal, not characters', () => {
    expect(['abc', '한국#KR1', '中文', 'ｶﾅ', 'e\u0301', '\u{20000}', 'ß'].map(displayWidth)).toEqual([
      3, 8, 4, 2, 1, 2, 1,
    ]);
  });

  it('escapes in JSON what could drive the terminal, and changes no value', () => {
    const value = { name: 'a\u0000\u001b[31m\u007f\u009b\u202e\u2066\u200f\n한국"\\', list: [1, null] };
    const text = toJson(value);
    expect(text).not.toMatch(/[\p{Cc}\u200f\u202e\u2066]/u);
    expect(text).toContain('\\u009b\\u202e');
    expect(text).toContain('한국');
    expect(JSON.parse(text)).toEqual(value);
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
