// PURE: whether an account is still there, as the ban checks saw it, and when it was last met.

import type { Meeting } from '../../store/ban-checks-store.ts';
import type { BanCheckRecord, Player } from '../../store/records.ts';
import type { BanCheckResult } from '../../store/terms.ts';
import { playerJson } from './player.ts';
import type { Column } from './table.ts';
import { fullTime, playerName, relativeTime } from './text.ts';

export interface BannedPlayer {
  readonly player: Player;
  readonly lastMeeting: Meeting | undefined;
}

/** Newest first. */
export type BanHistory = readonly BanCheckRecord[];

/** More lines of the same would push out what else is known. */
const SHOWN = 5;

const words: Readonly<Record<BanCheckResult, string>> = {
  present: 'there',
  missing: 'profile missing',
  moved: 'plays on another platform',
  gone: 'plays nowhere any more',
};

interface BanDetail {
  readonly name: string;
  readonly title: string;
  readonly value: string | boolean | null;
  readonly short?: string;
  readonly why?: string;
  readonly tone?: 'bad';
}

export interface BanFacts {
  readonly player: Player;
  readonly banChecks: BanHistory;
  readonly lastMeeting: Meeting | undefined;
}

export function banRows({ player, banChecks, lastMeeting }: BanFacts, now: number): BanDetail[] {
  const shown = banChecks.slice(0, SHOWN).map(({ result, checkedAt, lastSeen }, index) => ({
    name: `banCheck.${index + 1}`,
    title: index === 0 ? 'ban checks' : '',
    value: result,
    short: words[result],
    why: `${relativeTime(checkedAt, now)}; last game ${dayOf(lastSeen)}`,
  }));
  return [bannedRow(player, now), ...meetingRows(lastMeeting, now), ...shown];
}

/** A suspicion is told as one, and as nothing more. */
function bannedRow({ banSuspectedAt, banConfirmedAt, lastSeen }: Player, now: number): BanDetail {
  const row = { name: 'isBanned', title: 'banned', value: banConfirmedAt !== null };
  if (banSuspectedAt === null) return row;
  const since = `${banConfirmedAt === null ? 'not there' : 'gone'} since ${dayOf(banSuspectedAt)}`;
  const why = `${since} (${relativeTime(banSuspectedAt, now)}), last seen ${dayOf(lastSeen)}`;
  return banConfirmedAt === null ? { ...row, short: 'suspected', why } : { ...row, why, tone: 'bad' };
}

function meetingRows(meeting: Meeting | undefined, now: number): BanDetail[] {
  if (meeting === undefined) return [];
  const { playedAt, tracked, matchId } = meeting;
  const why = `with ${playerName(tracked)}, ${matchId}`;
  return [{ name: 'lastMetAt', title: 'last met', value: fullTime(playedAt), short: relativeTime(playedAt, now), why }];
}

function dayOf(at: number | null): string {
  return at === null ? 'unknown' : fullTime(at).slice(0, 10);
}

export function bannedColumns(now: number): readonly Column<BannedPlayer>[] {
  const time = (title: string, at: (row: BannedPlayer) => number | null | undefined): Column<BannedPlayer> => ({
    title,
    value: (row) => fullTime(at(row)),
    short: (row) => relativeTime(at(row), now),
  });
  return [
    { title: 'player', value: ({ player }) => playerName(player), flexible: true },
    { title: 'platform', value: ({ player }) => player.platform, optional: 3 },
    time('gone since', ({ player }) => player.banSuspectedAt),
    { ...time('last game', ({ player }) => player.lastSeen), optional: 2 },
    time('last met', ({ lastMeeting }) => lastMeeting?.playedAt),
    { title: 'with', value: ({ lastMeeting }) => (lastMeeting ? playerName(lastMeeting.tracked) : null), optional: 1 },
    {
      title: 'puuid',
      value: ({ player }) => player.puuid,
      short: ({ player }) => `${player.puuid.slice(0, 8)}…`,
      optional: 4,
    },
  ];
}

export function bannedJson({ player, lastMeeting }: BannedPlayer): object {
  return { ...playerJson(player), lastMeeting: meetingJson(lastMeeting) };
}

export function banFactsJson({ banChecks, lastMeeting }: BanFacts): object {
  const checks = banChecks.map(({ result, checkedAt, lastSeen }) => {
    return { checkedAt: fullTime(checkedAt), result, lastSeen: fullTime(lastSeen) || null };
  });
  return { banChecks: checks, lastMeeting: meetingJson(lastMeeting) };
}

function meetingJson(meeting: Meeting | undefined): object | null {
  if (meeting === undefined) return null;
  const { matchId, playedAt, tracked } = meeting;
  return { matchId, playedAt: fullTime(playedAt), puuid: tracked.puuid, player: playerName(tracked) };
}
