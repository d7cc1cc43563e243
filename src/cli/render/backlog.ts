// PURE: what waits for the analyzer, as lines for people and as JSON.

import type { Backlog, PhaseBacklog } from '../../jobs/backlog.ts';

const grouped = new Intl.NumberFormat('en-US');

export function backlogLines(backlog: Backlog): string[] {
  const { phases, requests, growth } = backlog;
  const waiting = phases.filter(({ players }) => players > 0);
  if (waiting.length === 0) return ['backlog: nobody waits for matches, a verdict or a ban check'];
  const line = `backlog: ${waiting.map(phaseWords).join('; ')}`;
  return [requests === 0 ? line : `${line}; ${timeWords(backlog)}`, ...(growth ? [growthWords(growth)] : [])];
}

function phaseWords({ phase, players, requests }: PhaseBacklog): string {
  return `${phase} ${numbered(players, 'player')}, ${numbered(requests, 'request')}`;
}

function timeWords({ hours, perHour, basis }: Backlog): string {
  if (hours === null || perHour === null) return 'how long that takes is not known yet';
  const pace = numbered(Math.round(perHour), 'request');
  return basis === 'executions'
    ? `about ${span(hours)} at the ${pace} of the last hour`
    : `about ${span(hours)} at the ${pace} an hour that the limits allow`;
}

function growthWords({ playersMet, requestsNeeded, requestsMade, keys }: NonNullable<Backlog['growth']>): string {
  return (
    `the backlog grows: ${numbered(playersMet, 'player')} met in the last day need ${numbered(requestsNeeded, 'request')}, ` +
    `and the analyzer made ${grouped.format(requestsMade)}; riotjobs jobs set analyzer changes that: ${keys.join(', ')}`
  );
}

/** `5 min`, `7 h`, `12 days`. */
function span(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  return hours < 48 ? `${Math.round(hours)} h` : numbered(Math.round(hours / 24), 'day');
}

function numbered(amount: number, noun: string): string {
  return `${grouped.format(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}

/** null = the analyzer's configuration cannot be read. */
export function backlogJson(backlog: Backlog | undefined): object | null {
  if (backlog === undefined) return null;
  const { phases, requests, perHour, basis, hours, growth } = backlog;
  return { items: phases, requests, requestsPerHour: perHour, basis, hours, growth };
}
