// A world with one fault in it, and the same world without, to look at side by side.

import { parseFaultScript } from '../../src/simulator/fault-parser.ts';
import type { FaultScript } from '../../src/simulator/fault-script.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { ask, item, smallSimulator } from '../unit/simulator-manual-clock.ts';

export const MINUTE_MS = 60_000;
export const clean = smallSimulator();
/** A busy player, and the paths that ask for them. */
export const player = item(clean.world.suggestTracked(3), 1);
export const { puuid } = player;
export const account = `/europe/riot/account/v1/accounts/by-puuid/${puuid}`;
export const summoner = `/euw1/lol/summoner/v4/summoners/by-puuid/${puuid}`;
export const entries = `/euw1/lol/league/v4/entries/by-puuid/${puuid}`;
export const list = `/europe/lol/match/v5/matches/by-puuid/${puuid}/ids`;
export const ids = (await ask(clean, `${list}?count=100`)).body as string[];
/** The newest match of the player. */
export const match = `/europe/lol/match/v5/matches/${item(ids)}`;

/** A world in which one fault is played; through the parser, as a script from a file. */
export function faulty(rule: FaultScript[number], options: Partial<SimulatorOptions> = {}): Simulator {
  return smallSimulator({ faults: parseFaultScript(JSON.stringify([rule])), ...options });
}
