import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchSchema } from '../../src/riot/schemas/match.ts';
import { readJson } from '../../src/riot/schemas/read.ts';
import { type Json, wireMatch, wireParticipant } from '../unit/riot-fixtures.ts';

const read = (wire: unknown) => readJson('match-v5.getMatch', matchSchema, JSON.stringify(wire));

const OPTIONAL = [
  'riotIdGameName',
  'riotIdTagline',
  'riotIdName',
  'summonerName',
  'summonerLevel',
  'profileIcon',
  'gameEndedInEarlySurrender',
  'challenges',
];
const REQUIRED = Object.keys(wireParticipant(1)).filter((key) => {
  return ![...OPTIONAL, 'summonerId', 'timePlayed', 'gameEndedInSurrender'].includes(key);
});

/** Keys that Riot does not send today. */
const newKeys = fc.dictionary(
  fc.string({ minLength: 1 }).map((key) => `new-${key}`),
  fc.jsonValue(),
);

describe('parsing a match', () => {
  it('never fails for want of an optional key, nor for a new one', () => {
    fc.assert(
      fc.property(fc.subarray(OPTIONAL), newKeys, (missing, added) => {
        const participant: Json = { ...wireParticipant(1), ...added };
        for (const key of missing) delete participant[key];
        const wire = wireMatch({ participants: [participant], ...added });
        const plain = read(wireMatch({ participants: [wireParticipant(1)] }));
        expect(read(wire).match).toEqual(plain.match);
        expect(read(wire).participants[0]).toMatchObject({ kills: 7, cs: 180, championName: 'Nunu' });
      }),
    );
  });

  it('names the one field whose type is wrong', () => {
    const wrong = fc.constantFrom<unknown>({}, [], 'text', 1.5, true, null, undefined);
    fc.assert(
      fc.property(fc.constantFrom(...REQUIRED), wrong, fc.integer({ min: 1, max: 10 }), (key, value, number) => {
        const right = wireParticipant(number)[key];
        // Without a puuid somebody hides, and nothing is wrong.
        fc.pre(key !== 'puuid' || value != null);
        fc.pre(typeof right !== typeof value || (typeof value === 'number' && Number.isInteger(right)));
        const participants = Array.from({ length: 10 }, (_, index) => wireParticipant(index + 1));
        participants[number - 1] = { ...participants[number - 1], [key]: value };
        expect(() => read(wireMatch({ participants }))).toThrow(`info.participants[${number - 1}].${key}: `);
      }),
    );
  });

  it('counts every participant, as a row, as a bot or as hidden', () => {
    const kinds = fc.array(fc.constantFrom('human', 'bot', 'hidden'), { maxLength: 17 });
    const fieldsOf = { human: {}, bot: { puuid: 'BOT' }, hidden: { puuid: '' } };
    fc.assert(
      fc.property(kinds, (others) => {
        const all = ['human' as const, ...others];
        const participants = all.map((kind, index) => wireParticipant(index + 1, fieldsOf[kind]));
        const { match, participants: rows, hiddenCount } = read(wireMatch({ participants }));
        const of = (kind: string) => all.filter((one) => one === kind).length;
        expect([rows.length, match.botCount, hiddenCount]).toEqual([of('human'), of('bot'), of('hidden')]);
        expect(match.isCountable).toBe(true);
      }),
    );
  });
});
