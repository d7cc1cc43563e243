// riotjobs matches show MATCH_ID

import { systemClock } from '../../clock.ts';
import type { Store } from '../../store/store.ts';
import { NotFoundError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { matchJson, matchLine, participantColumns, participantJson } from '../render/match.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';

export type MatchesShowOptions = CommandOptions & { readonly payload?: boolean };

export async function matchesShow(terminal: Terminal, id: string, options: MatchesShowOptions): Promise<number> {
  const matchId = id.trim().toUpperCase();
  if (options.payload) return showPayload(terminal, matchId, options);
  const { match, participants } = await reading(options, terminal, (store) => readMatch(store, matchId));
  if (options.json) {
    printJson(terminal, { match: matchJson(match), participants: participants.map(participantJson) });
    return exitCodes.OK;
  }
  printMessage(terminal, matchLine(match, systemClock.now()));
  printTable(terminal, { columns: participantColumns, rows: participants });
  return exitCodes.OK;
}

/** Not a byte more than what was stored. */
async function showPayload(terminal: Terminal, matchId: string, options: MatchesShowOptions): Promise<number> {
  const payload = await reading(options, terminal, ({ matches }) => matches.readPayload(matchId));
  if (payload === undefined) throw unknownMatch(matchId);
  terminal.stdout.write(payload);
  return exitCodes.OK;
}

async function readMatch({ matches }: Store, matchId: string) {
  const match = await matches.find(matchId);
  if (!match) throw unknownMatch(matchId);
  return { match, participants: await matches.listParticipants(matchId) };
}

function unknownMatch(matchId: string): NotFoundError {
  return new NotFoundError(`the database has no match ${matchId}`, {
    hint: 'ids are listed by: riotjobs matches list',
  });
}
