// What happened in a scenario, window by window and refusal by refusal: where to look when a target is missed.

import type { Arrival } from './edge.ts';
import { type Bucket, bucketsOf, coveredMs, type EdgeWindow, quantile, tightestOf, windowsOf } from './figures.ts';
import type { Stage, Told } from './stage.ts';

export function detailLines(limits: string, stage: Stage): readonly string[] {
  const since = (at: number) => `${((at - stage.startedAt) / 1000).toFixed(3)} s`;
  const tightest = tightestOf(bucketsOf(limits));
  const windows = windowsOf(stage.edge.arrivals, tightest).map((window) => {
    const { openedAt, arrived, granted, endsAt, nextAt } = window;
    const next = stage.edge.arrivals.find(({ at }) => at === nextAt);
    const sent = next?.sentAt === undefined ? '' : `, sent at ${(next.sentAt - endsAt).toFixed(1)} ms`;
    const idle = nextAt === undefined ? '' : `, next arrival ${(nextAt - endsAt).toFixed(1)} ms after its end${sent}`;
    const working = coveredMs({ from: openedAt, to: endsAt }, stage.working()) / tightest.durationMs;
    const worked = `work waiting ${(100 * working).toFixed(0)} %`;
    return `window of ${since(openedAt)}: ${arrived} arrived, ${granted} granted, ${worked}${idle}`;
  });
  const refusals = stage.edge.arrivals
    .filter(({ status }) => status !== 200)
    .map((arrival) => `${since(arrival.at)} ${refusalLine(arrival, limits, stage)}`);
  const told = stage.told.map((message) => toldLine(message, since));
  return [...windows, ...shortened(refusals), ...shortened(told)];
}

/** More than this of one kind tells nothing new. */
const MOST_OF_A_KIND = 5;

/** The first ones of each kind, and how many more there are; a kind is a line without its figures. */
function shortened(lines: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  const kindOf = (line: string) => line.replaceAll(/[\d.]+/g, '#').replaceAll(/by-puuid\/\S*/g, '#');
  for (const line of lines) counts.set(kindOf(line), (counts.get(kindOf(line)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return lines.flatMap((line) => {
    const kind = kindOf(line);
    const place = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, place);
    if (place < MOST_OF_A_KIND) return [line];
    const more = (counts.get(kind) ?? 0) - place;
    return place === MOST_OF_A_KIND ? [more === 0 ? line : `${line} ... and ${more} more of its kind`] : [];
  });
}

function toldLine(message: Told, since: (at: number) => string): string {
  const { id } = message;
  if (message.kind === 'working') return `${since(message.at)} ${id} has work waiting`;
  if (message.kind === 'log') return `${since(message.at)} ${id} ${message.event} ${JSON.stringify(message.fields)}`;
  const { sleeps, update, roundTripMs } = message;
  const transactions = `${update.count} transactions, median ${update.median.toFixed(2)} ms, p99 ${update.p99.toFixed(2)} ms`;
  const trips = `${roundTripMs.length} answers, median ${quantile(roundTripMs, 0.5).toFixed(1)} ms`;
  return `${id} ended: ${sleeps} sleeps, ${transactions}, ${trips}`;
}

function refusalLine(arrival: Arrival, limits: string, { edge }: Stage): string {
  const { at, status, sender, sentAt, count, path } = arrival;
  const way = sentAt === undefined ? '' : `, sent ${(at - sentAt).toFixed(1)} ms before`;
  const places = bucketsOf(limits).map((bucket) => placeLine(arrival, bucket, windowsOf(edge.arrivals, bucket)));
  return `${status} for ${sender}${way}, count ${count}, ${path.slice(0, 48)}: ${places.join('; ')}`;
}

function placeLine({ at }: Arrival, { limit, durationMs }: Bucket, windows: readonly EdgeWindow[]): string {
  const own = windows.findLast(({ openedAt }) => openedAt <= at);
  const age = own === undefined ? Number.NaN : at - own.openedAt;
  return `${limit}:${durationMs / 1000} is ${age.toFixed(1)} ms old and saw ${own?.arrived} in all`;
}
