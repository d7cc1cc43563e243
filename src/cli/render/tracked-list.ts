// PURE: what became of each line of a list of players.

import type { Player } from '../../store/records.ts';
import type { ListedPlayer } from '../player-list.ts';
import { playerJson } from './player.ts';
import type { Column, Tone } from './table.ts';
import { playerName } from './text.ts';

export interface ListedResult extends ListedPlayer {
  /** `left` = without an answer, or not asked for; `repeated` = the same player stands further up. */
  readonly outcome: 'tracked' | 'already tracked' | 'repeated' | 'failed' | 'left';
  readonly tracked?: Player;
  /** Of a failure. */
  readonly reason?: string;
}

const tones: Partial<Record<ListedResult['outcome'], Tone>> = { tracked: 'good', failed: 'bad', left: 'doubtful' };

export const listedColumns: readonly Column<ListedResult>[] = [
  { title: 'line', value: ({ line }) => line, align: 'right' },
  { title: 'player', value: nameOf, flexible: true },
  { title: 'platform', value: ({ tracked, platform }) => tracked?.platform ?? platform ?? null, optional: 1 },
  { title: 'outcome', value: ({ outcome }) => outcome, tone: ({ outcome }) => tones[outcome] },
  { title: 'reason', value: ({ reason }) => reason ?? null, flexible: true },
  {
    title: 'puuid',
    value: ({ tracked }) => tracked?.puuid ?? null,
    short: ({ tracked }) => (tracked ? `${tracked.puuid.slice(0, 8)}…` : ''),
    optional: 2,
  },
];

function nameOf({ tracked, player }: ListedResult): string {
  return tracked ? playerName(tracked) : player;
}

export function tallyOf(results: readonly ListedResult[]) {
  const count = (outcome: ListedResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return {
    tracked: count('tracked'),
    alreadyTracked: count('already tracked'),
    repeated: count('repeated'),
    failed: count('failed'),
    left: count('left'),
  };
}

export function summaryOf(results: readonly ListedResult[]): string {
  const { tracked, alreadyTracked, repeated, failed, left } = tallyOf(results);
  const parts = [
    `${tracked} now tracked`,
    ...(alreadyTracked > 0 ? [`${alreadyTracked} already tracked`] : []),
    ...(repeated > 0 ? [`${repeated} named twice`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left > 0
      ? [
          `${left} left, from line ${lineOfFirstLeft(results)} on: run the same command again, which asks for all ` +
            'lines, those tracked already too, one request each; or give a list of the rest',
        ]
      : []),
  ];
  return `${results.length} players in the list: ${parts.join(', ')}`;
}

function lineOfFirstLeft(results: readonly ListedResult[]): number | undefined {
  return results.find(({ outcome }) => outcome === 'left')?.line;
}

export function listedJson(results: readonly ListedResult[]): object {
  const items = results.map(({ line, player, platform, outcome, reason, tracked }) => ({
    line,
    input: player,
    platform: tracked?.platform ?? platform ?? null,
    outcome,
    reason: reason ?? null,
    player: tracked ? playerJson(tracked) : null,
  }));
  return { items, ...tallyOf(results) };
}
