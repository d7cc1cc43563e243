// riotjobs demo: names and options.

import type { DemoOptions } from '../commands/demo.ts';
import type { AddCommand } from '../options.ts';

export const addDemo: AddCommand = (program, terminal, done) => {
  program
    .command('demo')
    .description('both jobs against a simulated Riot API: no key, no network, nothing left behind')
    .option('--json', 'the figures as JSON on stdout, and nothing else')
    .action(async (options: DemoOptions) => {
      const { demo } = await import('../commands/demo.ts');
      done(await demo(terminal, options));
    });
};
