// Requests per player who can be analyzed: the predecessor's policy, ours, and ours with all histories known in advance.
// npm run bench -- thrift [--quick] [--only policies|jobs]

import { parseArgs } from 'node:util';
import { type Contest, tellPolicies } from './thrift/contest.ts';
import { tellJobs } from './thrift/jobs.ts';

/** Sparse: one in three of those met waits; dense: five in six. Budgets in requests on the regional route. */
const contests: readonly Contest[] = [
  { name: 'sparse', size: { players: 60_000, tracked: 150, waiting: 20_000 }, budgets: [10_000, 40_000] },
  { name: 'dense', size: { players: 24_000, tracked: 300, waiting: 20_000 }, budgets: [10_000, 40_000] },
];

const quickContest: Contest = {
  name: 'small',
  size: { players: 6000, tracked: 15, waiting: 2000 },
  budgets: [1000, 4000],
};

export async function run(args: readonly string[]): Promise<void> {
  const options = { quick: { type: 'boolean', default: false }, only: { type: 'string' } } as const;
  const { quick: isQuick, only } = parseArgs({ args: [...args], options }).values;
  const misses: string[] = [];
  if (only !== 'jobs') for (const contest of isQuick ? [quickContest] : contests) misses.push(...tellPolicies(contest));
  if (only !== 'policies') misses.push(...(await tellJobs(isQuick)));
  for (const miss of misses) console.log(`MISSED ${miss}`);
  if (misses.length > 0) process.exitCode = 1;
}
