// Policies in the same world with the same budget: requests per player who can be analyzed now and could not before.

import { type Asked, beginningOf, type Ground, groundOf, openWorld, type WorldSize } from './ground.ts';
import { type OurOptions, OurPolicy } from './ours.ts';
import { predecessor } from './predecessor.ts';

export interface Contest {
  readonly name: string;
  readonly size: WorldSize;
  /** Requests on the regional route, smallest first. */
  readonly budgets: readonly number[];
}

export interface Score {
  readonly ids: number;
  readonly matches: number;
  /** Players with the minimum who had not had it. */
  readonly gained: number;
}

const MIN_MATCHES = 20;
const HOUR_MS = 3_600_000;
/** Of verdicts with 20 games in `--only jobs`. */
const UNDECIDED = 0.1;

/** Of the configuration. */
const defaults: OurOptions = {
  minMatches: MIN_MATCHES,
  targetMatches: MIN_MATCHES,
  playersPerRun: 8,
  matchesPerPlayer: 10,
  undecided: 0,
  isAllKnown: false,
};

/** What of the targets is missed. */
export function tellPolicies({ name, size, budgets }: Contest): string[] {
  const { world } = openWorld(size);
  const beginning = beginningOf(world, size);
  console.log(
    `${name}: ${size.players} players, ${size.tracked} tracked, ${beginning.waiting.length} met in their matches`,
  );
  const contest = (title: string, policyOf: (ground: Ground) => Generator<Asked>) => {
    const ground = groundOf(world, beginning);
    const scores = play(ground, policyOf(ground), budgets);
    console.log(lineOf(title, scores));
    return perPlayer(scores.at(-1));
  };
  const olds = [20, 50].map((target) => ({
    literal: contest(`(a) predecessor, ${target} games`, (ground) => predecessor(ground, { target, isPaged: false })),
    kind: contest(`(a) the same, paging`, (ground) => predecessor(ground, { target, isPaged: true })),
  }));
  let longestWait = 0;
  const ours = (title: string, changes: Partial<OurOptions>) =>
    contest(title, function* (ground) {
      const policy = new OurPolicy(ground, { ...defaults, ...changes });
      for (const asked of policy.requests()) {
        yield asked;
        longestWait = Math.max(longestWait, policy.longestWait);
      }
    });
  const own = [ours('(b) ours, 20 games', {}), ours('(b) ours, up to 50', { targetMatches: 50, undecided: UNDECIDED })];
  const longestOfOurs = longestWait;
  const known = ours('(c) all histories known', { isAllKnown: true });
  const floor = known + 1;
  console.log(
    `    (c) and one list per player: ${floor.toFixed(2)}; ours is ${((own[0] ?? 0) / floor).toFixed(2)} of that`,
  );
  console.log(`    longest wait so far of anybody who was served: ${(longestOfOurs / HOUR_MS).toFixed(1)} h`);
  return missesOf(name, { olds, own, known });
}

interface Compared {
  readonly olds: readonly { readonly literal: number; readonly kind: number }[];
  readonly own: readonly number[];
  readonly known: number;
}

function missesOf(name: string, { olds, own, known }: Compared): string[] {
  const compared = own.flatMap((value, index) => {
    const { literal = 0, kind = 0 } = olds[index] ?? {};
    return [
      { what: `ours / predecessor, ${index === 0 ? 20 : 50} games`, ratio: value / literal, most: 0.5 },
      { what: `ours / paging predecessor, ${index === 0 ? 20 : 50} games`, ratio: value / kind, most: 0.5 },
    ];
  });
  const all = [...compared, { what: 'ours / all known', ratio: (own[0] ?? 0) / known, most: 1.15 }];
  for (const { what, ratio, most } of all) console.log(`    ${what}: ${ratio.toFixed(2)} (target ${most})`);
  return all.filter(({ ratio, most }) => !(ratio <= most)).map(({ what }) => `${name}: ${what}`);
}

/** After each of the budgets; a policy that finds nothing more to ask stays where it is. */
function play(ground: Ground, policy: Generator<Asked>, budgets: readonly number[]): Score[] {
  const count = () => ground.waiting.filter(({ index }) => ground.gamesOf(index) >= MIN_MATCHES).length;
  const before = count();
  let ids = 0;
  let matches = 0;
  return budgets.map((budget) => {
    while (ids + matches < budget) {
      const { value: asked, done } = policy.next();
      if (done) break;
      if (asked.kind === 'ids') ids += 1;
      else {
        matches += 1;
        ground.store(asked.match);
      }
    }
    return { ids, matches, gained: count() - before };
  });
}

function perPlayer(score: Score | undefined): number {
  return score === undefined ? Number.NaN : (score.ids + score.matches) / score.gained;
}

function lineOf(title: string, scores: readonly Score[]): string {
  const parts = scores.map((score) => {
    const { ids, matches, gained } = score;
    return `${perPlayer(score).toFixed(2)} (${ids} lists, ${matches} matches, ${gained} players)`;
  });
  return `    ${title.padEnd(28)} ${parts.join('   ')}`;
}
