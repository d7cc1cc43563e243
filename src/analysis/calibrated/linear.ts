// Linear algebra in three dimensions.

import type { Matrix, Triple } from './baseline.ts';

export function mapTriple<T>(values: readonly [T, T, T], map: (value: T, channel: 0 | 1 | 2) => number): Triple {
  return [map(values[0], 0), map(values[1], 1), map(values[2], 2)];
}

export function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function times(matrix: Matrix, vector: Triple): Triple {
  return [dot(matrix[0], vector), dot(matrix[1], vector), dot(matrix[2], vector)];
}

/** Solves a symmetric system by its adjugate. */
export function solve([a, b, c]: Matrix, right: Triple): Triple {
  const inverse: Matrix = [cross(b, c), cross(c, a), cross(a, b)];
  const determinant = dot(a, inverse[0]);
  return mapTriple(times(inverse, right), (value) => value / determinant);
}

function cross(a: Triple, b: Triple): Triple {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
