import { describe, expect, it } from 'vitest';
import { assertApiKey } from '../../src/riot/api-key.ts';
import { ApiKeyError } from '../../src/riot/errors.ts';

const SECRET = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';

function refusal(key: string | undefined): ApiKeyError {
  try {
    assertApiKey(key);
  } catch (error) {
    if (error instanceof ApiKeyError) return error;
    throw error;
  }
  throw new Error('the key was accepted');
}

describe('API key', () => {
  it.each([`RGAPI-${SECRET}`, 'RGAPI-test'])('accepts %s', (key) => {
    expect(() => assertApiKey(key)).not.toThrow();
  });

  it.each([
    ['quotes', `"RGAPI-${SECRET}"`],
    ['a line end', `RGAPI-${SECRET}\n`],
    ['a carriage return', `RGAPI-${SECRET}\r`],
    ['a blank', `RGAPI-${SECRET} `],
    ['a blank in the middle', `RGAPI-0a1b2c3d ${SECRET}`],
    ['a no-break space', `RGAPI-${SECRET}\u00a0`],
    ['a control character', `RGAPI-\u0007${SECRET}`],
    ['another prefix', `rgapi-${SECRET}`],
    ['no prefix', SECRET],
    ['nothing behind the prefix', 'RGAPI-'],
  ])('refuses one with %s, says its length and the usual causes, and keeps it secret', (_, key) => {
    const error = refusal(key);
    expect(error.message).toContain(`${key.length} characters`);
    expect(error.message).toMatch(/quotes.*line end/);
    expect(`${error.message} ${error.hint}`).not.toContain('0a1b2c3d');
  });

  it.each([undefined, ''])('says that %j is none, and where to get one', (key) => {
    const error = refusal(key);
    expect(error.message).toContain('no Riot API key');
    expect(error.hint).toContain('https://developer.riotgames.com');
    expect(error.hint).toContain('RIOT_API_KEY');
  });
});
