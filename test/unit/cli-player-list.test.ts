import { describe, expect, it } from 'vitest';
import { parsePlayerList } from '../../src/cli/player-list.ts';

describe('parsePlayerList', () => {
  it('takes one player per line, with the number of the line', () => {
    expect(parsePlayerList('A b#ONE\n\n// organisers\n  C#TWO  \n')).toEqual([
      { line: 1, player: 'A b#ONE', platform: undefined },
      { line: 4, player: 'C#TWO', platform: undefined },
    ]);
  });

  it('takes the platform behind a tab, and reads no further column', () => {
    expect(parsePlayerList('A#1\tkr\nB#2\t EUW1 \t3rd seed\nC#3\t\tnote')).toMatchObject([
      { player: 'A#1', platform: 'kr' },
      { player: 'B#2', platform: 'EUW1' },
      { player: 'C#3', platform: undefined },
    ]);
  });

  it('minds neither the line ends of other systems nor a byte order mark', () => {
    expect(parsePlayerList('\uFEFFA#1\r\n\r\nB#2\rC#3').map(({ line, player }) => `${line} ${player}`)).toEqual([
      '1 A#1',
      '3 B#2',
      '4 C#3',
    ]);
  });

  it('keeps what only looks like a comment', () => {
    expect(parsePlayerList('A//B#1\n/C#2').map(({ player }) => player)).toEqual(['A//B#1', '/C#2']);
  });

  it.each(['', '\n\n', '// nobody', '\t\t\n \t'])('finds nobody in %j', (text) => {
    expect(parsePlayerList(text)).toEqual([]);
  });
});
