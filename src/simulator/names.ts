// Invented Riot IDs in several scripts, made of random syllables: no name here belongs to anybody.

import type { RiotId } from '../league/riot-id.ts';
import { type Dice, pick } from './hash.ts';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Share of names per script, about as a European server shows them; the rest is Latin. */
const SCRIPT_SHARES = { hangul: 0.08, cyrillic: 0.07, cjk: 0.05 };

export function inventRiotId(dice: Dice): RiotId {
  return { gameName: inventGameName(dice), tagLine: inventTagLine(dice) };
}

/** Riot IDs are found without regard to case and blanks; two ids with the same key are one. */
export function riotIdKey({ gameName, tagLine }: RiotId): string {
  return `${fold(gameName)}#${fold(tagLine)}`;
}

function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, '').toLowerCase();
}

function inventGameName(dice: Dice): string {
  const roll = dice.next();
  if (roll < SCRIPT_SHARES.hangul) return phrase(dice, hangul);
  if (roll < SCRIPT_SHARES.hangul + SCRIPT_SHARES.cyrillic) return phrase(dice, cyrillic);
  if (roll < SCRIPT_SHARES.hangul + SCRIPT_SHARES.cyrillic + SCRIPT_SHARES.cjk) return phrase(dice, cjk);
  return phrase(dice, latin);
}

/** One word, or two with a blank between; Riot allows 3 to 16 characters. */
function phrase(dice: Dice, word: (dice: Dice) => string): string {
  const text = dice.next() < 0.3 ? `${word(dice)} ${word(dice)}` : word(dice);
  return [...text].slice(0, 16).join('').trim();
}

function latin(dice: Dice): string {
  const onsets = ['b', 'd', 'f', 'gr', 'k', 'l', 'm', 'n', 'p', 'qu', 'r', 's', 'st', 't', 'tr', 'v', 'z'] as const;
  const vowels = ['a', 'a', 'e', 'e', 'i', 'i', 'o', 'o', 'u', 'ai', 'ou', 'y', 'ö', 'é'] as const;
  const codas = ['', '', '', '', '', 'n', 'r', 's', 'l', 'th'] as const;
  const syllable = () => pick(dice, onsets) + pick(dice, vowels) + pick(dice, codas);
  const word = Array.from({ length: 2 + dice.below(2) }, syllable).join('');
  const digits = dice.next() < 0.15 ? String(dice.below(100)) : '';
  return word.charAt(0).toUpperCase() + word.slice(1) + digits;
}

/** Composed syllables: U+AC00 + (initial * 21 + vowel) * 28 + final, with the frequent vowels and finals only. */
function hangul(dice: Dice): string {
  const vowels = [0, 1, 4, 8, 13, 18, 20] as const;
  const finals = [0, 0, 0, 4, 8, 16, 21] as const;
  const syllable = () =>
    String.fromCodePoint(0xac00 + (dice.below(19) * 21 + pick(dice, vowels)) * 28 + pick(dice, finals));
  return Array.from({ length: 3 + dice.below(2) }, syllable).join('');
}

function cyrillic(dice: Dice): string {
  const onsets = ['б', 'в', 'г', 'д', 'ж', 'к', 'л', 'м', 'н', 'п', 'р', 'с', 'т', 'х'] as const;
  const vowels = ['а', 'е', 'и', 'о', 'у', 'ы', 'я'] as const;
  const syllable = () => pick(dice, onsets) + pick(dice, vowels);
  const word = Array.from({ length: 2 + dice.below(2) }, syllable).join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** From the first thousand unified ideographs. */
function cjk(dice: Dice): string {
  return Array.from({ length: 3 + dice.below(2) }, () => String.fromCodePoint(0x4e00 + dice.below(1000))).join('');
}

function inventTagLine(dice: Dice): string {
  const letter = () => ALPHANUMERIC.charAt(dice.below(ALPHANUMERIC.length));
  return Array.from({ length: 3 + dice.below(3) }, letter).join('');
}
