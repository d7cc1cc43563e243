// PURE: an explanation as a page for a terminal, nine bars in it, and as rows for a pipe.

import type { WeighingGame } from '../../analysis/calibrated/game-weights.ts';
import { likelihood } from '../../analysis/wording.ts';
import { natsWords } from './analysis.ts';
import type { ExplanationView, FactorPart } from './analysis-explanation.ts';
import type { Palette } from './colour.ts';
import type { Column } from './table.ts';
import { displayWidth, fullTime, safeText } from './text.ts';

/** Characters of a bar on each side. */
const HALF = 12;
/** A side stands for at least so much: small numbers should look small. */
const LEAST_FULL = 1;
/** A page wider than this is hard to read. */
const WIDEST = 100;

export function explanationPage(view: ExplanationView, width: number, palette: Palette): string {
  const room = Math.min(width, WIDEST);
  const sections = [
    [...wrapped(view.headline, room).map((line) => palette.title(line)), ...levelLines(view)],
    barLines(view, palette),
    reasonLines('Speaks for a smurf', view.speaksFor, room),
    reasonLines('Speaks against one', view.speaksAgainst, room),
    rivalLines(view, room),
    gameLines(view),
    [...(view.moreGames === null ? [] : [view.moreGames]), ...view.sentences].flatMap((text) => wrapped(text, room)),
  ];
  const pages = sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`);
  return pages.join('\n');
}

function levelLines({ level }: ExplanationView): string[] {
  if (level === null) return [];
  return [`The games look ${level === 'at lobby level' ? level : `${level} the level of their lobbies`}.`];
}

function barLines({ parts, verdict }: ExplanationView, palette: Palette): string[] {
  if (parts.length === 0) return [];
  const full = Math.max(LEAST_FULL, ...parts.map(({ contribution }) => Math.abs(contribution ?? 0)));
  const titles = Math.max(...parts.map(({ title }) => title.length));
  const lines = parts.map((part) => `${part.title.padEnd(titles)}  ${barOf(part, full, palette)}`);
  return verdict.profile === 'classic'
    ? ['What each factor adds to the score:', ...lines]
    : [...sumLines(verdict.llr), ...lines];
}

function sumLines(llr: number | null): string[] {
  return [`What each factor adds to the evidence (${natsWords(llr)}); left honest, right smurf:`];
}

/** Left of the middle speaks for an honest player, right of it for a smurf. */
function barOf({ contribution }: FactorPart, full: number, palette: Palette): string {
  if (contribution === null) return `${' '.repeat(HALF)}│${' '.repeat(HALF)}      -`;
  const blocks = '█'.repeat(Math.round((Math.abs(contribution) / full) * HALF));
  const left = contribution < 0 ? blocks : '';
  const right = contribution < 0 ? '' : blocks;
  const drawn = `${' '.repeat(HALF - left.length)}${palette.good(left)}│${palette.bad(right)}${' '.repeat(HALF - right.length)}`;
  return `${drawn} ${natsWords(contribution).padStart(6)}`;
}

/** Under a number that stands out to the left. */
function reasonLines(title: string, reasons: readonly FactorPart[], width: number): string[] {
  if (reasons.length === 0) return [];
  const lines = reasons.flatMap(({ title: factor, contribution, words }) => {
    const number = `  ${natsWords(contribution)}  `;
    const texts = wrapped(safeText(`${factor}: ${words}`), width - number.length);
    return texts.map((text, index) => `${index === 0 ? number : ' '.repeat(number.length)}${text}`);
  });
  return [`${title}:`, ...lines];
}

function rivalLines({ rival }: ExplanationView, width: number): string[] {
  if (rival === null) return [];
  const share = `${likelihood(rival.share)} of all stories, the smurf ones among them`;
  return wrapped(`The best honest explanation: ${rival.title} (${share}).`, width);
}

function gameLines({ games }: ExplanationView): string[] {
  if (games === null) return [];
  const line = ({ matchId, playedAt, win, weight }: WeighingGame) =>
    `  ${natsWords(weight)}  ${fullTime(playedAt).slice(0, 10)}  ${win ? 'won ' : 'lost'}  ${safeText(matchId)}`;
  return ['Games that weigh most, for a smurf and against one:', ...games.highest.map(line), ...games.lowest.map(line)];
}

/** At blanks, but not between a number and its percent sign; a longer word keeps a line of its own. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ (?!%)/)) {
    const last = lines.at(-1);
    if (last === undefined || displayWidth(last) + 1 + displayWidth(word) > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

interface ExplanationRow {
  readonly kind: string;
  readonly name: string;
  readonly value: string | number | null;
  readonly words: string;
}

/** For a pipe. */
export const explanationColumns: readonly Column<ExplanationRow>[] = [
  { title: 'kind', value: ({ kind }) => kind },
  { title: 'name', value: ({ name }) => name },
  { title: 'value', value: ({ value }) => value },
  { title: 'words', value: ({ words }) => words },
];

export function explanationRows(view: ExplanationView): ExplanationRow[] {
  const { verdict, headline, level, parts, speaksFor, speaksAgainst, rival, games, moreGames, sentences } = view;
  const partRow = (kind: string) => (part: FactorPart) => rowOf(kind, [part.factor, part.contribution, part.words]);
  const gameRow = (kind: string) => (game: WeighingGame) =>
    rowOf(kind, [game.matchId, game.weight, `${game.win ? 'won' : 'lost'} ${fullTime(game.playedAt)}`]);
  return [
    rowOf('verdict', [verdict.confidence, verdict.smurfScore, headline]),
    ...(verdict.llr === null ? [] : [rowOf('evidence', ['llr', verdict.llr, 'log likelihood ratio'])]),
    ...(level === null ? [] : [rowOf('level', [level, null, ''])]),
    ...parts.map(partRow('contribution')),
    ...speaksFor.map(partRow('for')),
    ...speaksAgainst.map(partRow('against')),
    ...(rival === null ? [] : [rowOf('rival', [rival.hypothesis, rival.share, rival.title])]),
    ...(games?.highest ?? []).map(gameRow('game.for')),
    ...(games?.lowest ?? []).map(gameRow('game.against')),
    ...[...(moreGames === null ? [] : [moreGames]), ...sentences].map((words) => rowOf('sentence', ['', null, words])),
  ];
}

type RowCells = readonly [name: string, value: string | number | null, words: string];

function rowOf(kind: string, [name, value, words]: RowCells): ExplanationRow {
  return { kind, name, value, words };
}
