// The demo as it is told to a person: all of it on stdout, tables also in a pipe. Under --json nothing is told.

import { systemClock } from '../../clock.ts';
import type { RunResult } from '../../jobs/run.ts';
import type { Player } from '../../store/records.ts';
import { printTable } from '../print.ts';
import type { Terminal } from '../terminal.ts';
import { type Cost, confirmedOf, type DemoFigures, flaggedColumns, KEY_REQUESTS } from './demo.ts';
import { executionColumns, metricsTable, outcomeLine } from './execution.ts';
import type { TableData } from './table.ts';
import { duration, playerName } from './text.ts';

export interface Narrator {
  begin(apiUrl: string, database: string): void;
  tracked(player: Player): void;
  updated(result: RunResult): void;
  analyzed(result: RunResult, progress: { readonly round: number; readonly verdicts: number }): void;
  judged(figures: DemoFigures): void;
  end(durationMs: number): void;
}

/** Most flagged players that are shown. */
const SHOWN = 15;
/** Columns where the output is no terminal. */
const WIDTH = 132;

const NEXT_STEPS = `
With a key of your own (https://developer.riotgames.com; export RIOT_API_KEY=RGAPI-...):
  riotjobs players track "Name#TAG" --platform euw1
  riotjobs run updater
  riotjobs run analyzer`;

export function narrate(terminal: Terminal, isSilent: boolean): Narrator {
  const people = forPeople(terminal);
  const say = (text: string) => void (isSilent || people.stdout.write(`${text}\n`));
  const show = <Row>(table: TableData<Row>) => void (isSilent || printTable(people, table));
  const tell = (result: RunResult) => {
    show(metricsTable(result.execution));
    say(outcomeLine(result));
  };
  return {
    begin: (apiUrl, database) => say(`A simulated Riot API serves ${apiUrl}; the database is ${database}.`),
    tracked: (player) => say(`Tracking ${playerName(player)} on ${player.platform}.`),
    updated: (result) => {
      say('\nThe updater fetches their history and rank:');
      tell(result);
    },
    analyzed: (result, { round, verdicts }) => {
      say(`\nAnalyzer, run ${round}: ${verdicts} players have a verdict.`);
      tell(result);
    },
    judged: (figures) => {
      const { flagged, executions, cost } = figures;
      say(`\nPlayers who look like smurfs (strongest ${Math.min(SHOWN, flagged.length)} of ${flagged.length}):`);
      show({ columns: flaggedColumns, rows: flagged.slice(0, SHOWN) });
      say(`The simulator knows the truth: ${confirmedOf(figures)} of these ${flagged.length} are smurfs in its world.`);
      say('\nHistory of executions:');
      show({ columns: executionColumns(systemClock.now()), rows: executions });
      say(`\n${costLine(cost)}`);
    },
    end: (durationMs) => say(`\nThe demo took ${duration(durationMs)}; its database is gone.\n${NEXT_STEPS}`),
  };
}

function forPeople(terminal: Terminal): Terminal {
  const { stdout, env } = terminal;
  const write = (text: string) => stdout.write(text);
  if (stdout.isTTY) return terminal;
  return { ...terminal, env: { ...env, NO_COLOR: '1' }, stdout: { write, isTTY: true, columns: WIDTH } };
}

function costLine({ requests, byRoute, developmentKeyMs }: Cost): string {
  const routes = Object.entries(byRoute).map(([route, count]) => `${route} ${count}`);
  const hours = (developmentKeyMs / 3_600_000).toFixed(1);
  return (
    `The crawl took ${requests} requests (${routes.join(', ')}). With a development key, ${KEY_REQUESTS} in two ` +
    `minutes on each route, it would have taken ${hours} hours (${duration(developmentKeyMs)}).`
  );
}
