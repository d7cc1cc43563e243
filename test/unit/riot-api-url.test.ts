import { describe, expect, it } from 'vitest';
import { ApiUrlError, addressOf, assertSafeApiUrl, DEFAULT_API_URL } from '../../src/riot/api-url.ts';

describe('API URL', () => {
  it.each([
    DEFAULT_API_URL,
    'https://proxy.example/riot/{route}',
    'http://localhost:8080',
    'http://127.0.0.1:8080/{route}',
    'http://127.1.2.3/',
    'http://[::1]:8080/{route}',
  ])('accepts %s', (apiUrl) => {
    expect(() => assertSafeApiUrl(apiUrl)).not.toThrow();
  });

  it.each([
    'http://proxy.example/{route}',
    'http://{route}.api.riotgames.com',
    'http://192.168.0.1:8080',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'http://[::2]/',
  ])('refuses to send a key in clear text to %s, unless told to', (apiUrl) => {
    expect(() => assertSafeApiUrl(apiUrl)).toThrow(ApiUrlError);
    expect(() => assertSafeApiUrl(apiUrl)).toThrow('clear text');
    expect(() => assertSafeApiUrl(apiUrl, { allowInsecure: true })).not.toThrow();
  });

  it.each(['', 'riot', 'ftp://127.0.0.1', '//127.0.0.1', 'https://', 'https://a b'])('refuses %j', (apiUrl) => {
    expect(() => assertSafeApiUrl(apiUrl, { allowInsecure: true })).toThrow('not an http or https address');
  });

  it.each(['https://user:secret@host', 'https://host/?a=1', 'https://host/#a'])(
    'refuses the extras of %s',
    (apiUrl) => {
      expect(() => assertSafeApiUrl(apiUrl)).toThrow('host and a path only');
    },
  );

  it('puts the route where the template says, or nowhere', () => {
    expect(addressOf(DEFAULT_API_URL, 'euw1', '/lol/x')).toBe('https://euw1.api.riotgames.com/lol/x');
    expect(addressOf('http://127.0.0.1:1/{route}/', 'sea', '/lol/x')).toBe('http://127.0.0.1:1/sea/lol/x');
    expect(addressOf('http://127.0.0.1:1', 'sea', '/lol/x?a=1')).toBe('http://127.0.0.1:1/lol/x?a=1');
  });
});
