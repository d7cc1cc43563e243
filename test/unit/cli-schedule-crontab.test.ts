import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/cli/errors.ts';
import { blocksOf, blockText, withBlock, withoutBlock } from '../../src/cli/schedule/crontab.ts';

const block = { database: '/home/a b/x.db', content: '* * * * * one' };
const text = '# BEGIN riotjobs /home/a b/x.db\n* * * * * one\n# END riotjobs /home/a b/x.db\n';
const other = { database: '/y.db', content: '* * * * * two' };

describe('our block in a crontab', () => {
  it('stands alone where there was nothing', () => {
    expect(withBlock('', block)).toBe(text);
    expect(withoutBlock(text, block.database)).toBe('');
  });

  it('comes behind the lines of others, also where the last one has no end', () => {
    expect(withBlock('MAILTO=""\n', block)).toBe(`MAILTO=""\n${text}`);
    expect(withBlock('5 4 * * * x', block)).toBe(`5 4 * * * x\n${text}`);
  });

  it('takes the place of the one before, and only of that of its database', () => {
    const before = `a\r\n${text}b\n\n${blockText(other)}  c`;
    const changed = { ...block, content: '* * * * * three' };
    expect(withBlock(before, changed)).toBe(`a\r\n${blockText(changed)}b\n\n${blockText(other)}  c`);
    expect(withBlock(before, block)).toBe(before);
    expect(withoutBlock(before, other.database)).toBe(`a\r\n${text}b\n\n  c`);
    expect(withoutBlock(before, '/z.db')).toBe(before);
  });

  it('is one again where somebody has doubled it', () => {
    expect(withBlock(`${text}a\n${text}`, block)).toBe(`${text}a\n`);
    expect(withoutBlock(`${text}a\n${text}`, block.database)).toBe('a\n');
  });

  it('is listed with its lines', () => {
    expect(blocksOf(`a\n${text}${blockText(other)}`)).toEqual([block, other]);
    expect(blocksOf('# BEGIN of something else\n')).toEqual([]);
  });

  it.each([
    ['# BEGIN riotjobs /x.db\n* * * * * x\n', 'its end is missing'],
    [
      '# BEGIN riotjobs /x.db\n# BEGIN riotjobs /y.db\n# END riotjobs /y.db\n# END riotjobs /x.db\n',
      'another one begins',
    ],
    ['# BEGIN riotjobs /x.db\n# END riotjobs /y.db\n', 'another one ends'],
  ])('is not guessed at in %j: %s', (crontab) => {
    expect(() => withBlock(crontab, block)).toThrow(ConfigError);
    expect(() => withoutBlock(crontab, '/x.db')).toThrow('# BEGIN riotjobs /x.db');
  });

  it('touches no other line, whatever is in it', () => {
    const line = fc.string({ unit: fc.constantFrom('a', '#', ' ', '%', '\\', '\r', '\t', '\u0080', '\u00ff') });
    const crontabs = fc.array(line).map((lines) => lines.map((one) => `${one}\n`).join(''));
    fc.assert(
      fc.property(crontabs, crontabs, (before, behind) => {
        const installed = withBlock(before, block) + behind;
        expect(installed).toBe(before + text + behind);
        expect(withBlock(installed, block)).toBe(installed);
        expect(withoutBlock(installed, block.database)).toBe(before + behind);
      }),
    );
  });
});
