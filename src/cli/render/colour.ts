// The colour gate: chalk does not honour NO_COLOR, so we decide per stream and tell it.

import { Chalk } from 'chalk';
import type { Environment, Output } from '../terminal.ts';

type Paint = (text: string) => string;

export interface Palette {
  readonly title: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly doubtful: Paint;
}

/** Plain text in a pipe, under NO_COLOR (no-color.org) and on a dumb terminal. */
export function paletteFor(output: Output, env: Environment): Palette {
  const isPlain = !output.isTTY || env['NO_COLOR'] || env['TERM'] === 'dumb';
  const chalk = new Chalk({ level: isPlain ? 0 : 1 });
  return { title: chalk.bold, good: chalk.green, bad: chalk.red, doubtful: chalk.yellow };
}
