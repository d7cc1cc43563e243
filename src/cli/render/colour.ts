// The colour gate: chalk does not honour NO_COLOR, so we decide per stream and tell it.

import { Chalk, type ChalkInstance } from 'chalk';
import type { Environment, Output } from '../terminal.ts';

export function paletteFor(output: Output, env: Environment): ChalkInstance {
  const isPlain = !output.isTTY || env['NO_COLOR'] || env['TERM'] === 'dumb';
  return new Chalk({ level: isPlain ? 0 : 1 });
}
