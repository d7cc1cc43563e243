// The lowest point of a convex function of three variables, by Newton's method.

import type { Matrix, Triple } from './baseline.ts';
import { dot, mapTriple, solve } from './linear.ts';

/** A function around one point. */
export interface LocalShape {
  readonly value: number;
  readonly gradient: Triple;
  readonly curvature: Matrix;
}

const MAX_STEPS = 100;
/** Newton's decrement below which the value cannot fall noticeably any more. */
const CLOSE_ENOUGH = 1e-18;
const MAX_HALVINGS = 40;

/** undefined where it does not settle. */
export function minimise(start: Triple, shapeAt: (at: Triple) => LocalShape): Triple | undefined {
  let at = start;
  for (let step = 0; step < MAX_STEPS; step++) {
    const shape = shapeAt(at);
    const move = solve(shape.curvature, shape.gradient);
    const decrement = dot(move, shape.gradient);
    if (!Number.isFinite(decrement)) return undefined;
    if (decrement < CLOSE_ENOUGH) return at;
    const next = lower({ at, move, value: shape.value }, shapeAt);
    if (next === undefined) return at;
    at = next;
  }
  return undefined;
}

/** Halves a step until the value falls; undefined where nothing lower is left to find. */
function lower(
  { at, move, value }: { at: Triple; move: Triple; value: number },
  shapeAt: (at: Triple) => LocalShape,
): Triple | undefined {
  for (let halving = 0; halving < MAX_HALVINGS; halving++) {
    const next = mapTriple(at, (place, index) => place - move[index] / 2 ** halving);
    if (shapeAt(next).value < value) return next;
  }
  return undefined;
}
