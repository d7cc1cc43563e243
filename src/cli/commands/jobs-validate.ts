// riotjobs jobs validate [NAME]: everything that is wrong with what is stored, at once.

import { type ConfiguredJob, listProblems } from '../../jobs/config-keys.ts';
import type { JobName } from '../../jobs/index.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import type { Column } from '../render/table.ts';
import type { Terminal } from '../terminal.ts';
import { type CommandOptions, reading } from '../wire.ts';
import { getJob } from './stored-job.ts';

interface Problem {
  readonly job: string;
  readonly problem: string;
}

const columns: readonly Column<Problem>[] = [
  { title: 'job', value: ({ job }) => job },
  { title: 'problem', value: ({ problem }) => problem, flexible: true },
];

const all: readonly ConfiguredJob[] = ['updater', 'analyzer', 'check'];

export async function jobsValidate(
  terminal: Terminal,
  name: JobName | undefined,
  options: CommandOptions,
): Promise<number> {
  const names = name === undefined ? all : [name];
  const items = await reading(options, terminal, (store) =>
    Promise.all(names.map(async (job) => ({ job, problems: listProblems(job, await getJob(store, job)) }))),
  );
  const problems = items.flatMap(({ job, problems: ofJob }) => ofJob.map((problem) => ({ job, problem })));
  if (options.json) printJson(terminal, { items });
  else if (problems.length > 0) printTable(terminal, { columns, rows: problems });
  else printMessage(terminal, `nothing is wrong with the configuration of ${names.join(', ')}`);
  return problems.length > 0 ? exitCodes.CONFIG : exitCodes.OK;
}
