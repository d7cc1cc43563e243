// What a method is asked: the world, the call, and the faults that meet it.

import type { Call } from './endpoints.ts';
import type { MetFaults } from './faults.ts';
import type { OddGames } from './odd-games.ts';
import type { World } from './world.ts';

export interface Question {
  readonly world: World;
  readonly oddGames: OddGames;
  /** With puuids as the world knows them. */
  readonly call: Call;
  /** The variable parts of the path as they were sent. */
  readonly asIs: readonly string[];
  readonly search: URLSearchParams;
  readonly faults: MetFaults;
}
