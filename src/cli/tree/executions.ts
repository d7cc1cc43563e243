// riotjobs executions ...: names, options and help.

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { JobName } from '../../jobs/index.ts';
import { type ExecutionStatus, executionReasons, logLevels } from '../../store/terms.ts';
import type { ExecutionsCancelOptions } from '../commands/executions-cancel.ts';
import type { ExecutionsListOptions } from '../commands/executions-list.ts';
import type { ExecutionsLogsOptions } from '../commands/executions-logs.ts';
import type { ExecutionsPruneOptions } from '../commands/executions-prune.ts';
import type { ExecutionsRerunOptions } from '../commands/executions-rerun.ts';
import type { ExecutionsShowOptions } from '../commands/executions-show.ts';
import type { ExecutionsStatsOptions } from '../commands/executions-stats.ts';
import {
  type AddCommand,
  assignment,
  durationMs,
  positiveInteger,
  since,
  wholeNumber,
  withCommonOptions,
} from '../options.ts';
import type { CommandOptions } from '../wire.ts';

const executionStatuses: readonly ExecutionStatus[] = ['PENDING', 'RUNNING', 'SUCCESS', 'FAILED'];

const PRUNE_HELP = `
The last success and the last failure of each job always stay, and so does what
runs. Log lines go after 7 days, events of the jobs after 90; where --older-than
is longer, they and failed executions stay as long as that.

Each execution prunes behind itself by the defaults: what is to stay for longer
has to be copied elsewhere.
`;

const ID = ['<id>', 'the id, or its beginning as the list shows it'] as const;

export const addExecutions: AddCommand = (program, terminal, done) => {
  const executions = program.command('executions').description('the history of executions');
  for (const add of commands) add(executions, terminal, done);
};

function withJob(command: Command): Command {
  return command.addOption(
    new Option('--job <name>', 'only this job').choices(['updater', 'analyzer', 'check'] satisfies JobName[]),
  );
}

function readStatus(text: string): ExecutionStatus {
  const status = executionStatuses.find((one) => one === text.toUpperCase());
  if (status) return status;
  throw new InvalidArgumentError(`It is one of ${executionStatuses.join(', ')}.`);
}

const addList: AddCommand = (executions, terminal, done) => {
  withJob(withCommonOptions(executions.command('list').description('newest executions first')))
    .option('--status <status>', 'only PENDING, RUNNING, SUCCESS or FAILED', readStatus)
    .addOption(new Option('--reason <reason>', 'only these').choices(executionReasons))
    .option('--since <time>', 'started since: 90s, 10m, 2h, 7d ago, or RFC 3339', since)
    .option('--limit <n>', 'how many', positiveInteger, 20)
    .action(async (options: ExecutionsListOptions) => {
      const { executionsList } = await import('../commands/executions-list.ts');
      done(await executionsList(terminal, options));
    });
};

const addShow: AddCommand = (executions, terminal, done) => {
  withCommonOptions(executions.command('show').description('one execution with its phases and counters'))
    .argument(...ID)
    .option('--stack', 'where in the program its error was thrown, too')
    .action(async (id: string, options: ExecutionsShowOptions) => {
      const { executionsShow } = await import('../commands/executions-show.ts');
      done(await executionsShow(terminal, id, options));
    });
};

const addLogs: AddCommand = (executions, terminal, done) => {
  withCommonOptions(executions.command('logs').description('what an execution has logged, also while it runs'))
    .argument(...ID)
    .option('-f, --follow', 'go on until it ends; with --json one object per line')
    .option('--tail <n>', 'only the newest so many lines', positiveInteger)
    .addOption(new Option('--level <level>', 'this level and those above it').choices(logLevels))
    .action(async (id: string, options: ExecutionsLogsOptions) => {
      const { executionsLogs } = await import('../commands/executions-logs.ts');
      done(await executionsLogs(terminal, id, options));
    });
};

const addErrors: AddCommand = (executions, terminal, done) => {
  withCommonOptions(executions.command('errors').description('which players an execution skipped, and why'))
    .argument('[id]', 'the id, or its beginning (default: the newest execution that failed, or was partly done)')
    .action(async (id: string | undefined, options: CommandOptions) => {
      const { executionsErrors } = await import('../commands/executions-errors.ts');
      done(await executionsErrors(terminal, id, options));
    });
};

const addRerun: AddCommand = (executions, terminal, done) => {
  withCommonOptions(
    executions.command('rerun').description('the same job and phases with the same configuration again'),
  )
    .argument(...ID)
    .option('--only-failed', 'only the players that it skipped')
    .option('--set <key=value>', 'a key of config_json that is to differ (repeatable)', assignment, [])
    .option('--metrics-file <path>', "keep this file current in Prometheus' text format (RIOTJOBS_METRICS_FILE)")
    .action(async (id: string, options: ExecutionsRerunOptions) => {
      const { executionsRerun } = await import('../commands/executions-rerun.ts');
      done(await executionsRerun(terminal, id, options));
    });
};

const addCancel: AddCommand = (executions, terminal, done) => {
  withCommonOptions(executions.command('cancel').description('end an execution; its owner looks every ten seconds'))
    .argument(...ID)
    .option('--kill', 'end its process on this machine: SIGTERM, and after 15 s SIGKILL')
    .action(async (id: string, options: ExecutionsCancelOptions) => {
      const { executionsCancel } = await import('../commands/executions-cancel.ts');
      done(await executionsCancel(terminal, id, options));
    });
};

const addRecover: AddCommand = (executions, terminal, done) => {
  withCommonOptions(
    executions.command('recover').description('end executions whose process is gone (the next start does so, too)'),
  ).action(async (options: CommandOptions) => {
    const { executionsRecover } = await import('../commands/executions-recover.ts');
    done(await executionsRecover(terminal, options));
  });
};

const addPrune: AddCommand = (executions, terminal, done) => {
  withCommonOptions(executions.command('prune').description('delete old executions and their logs'))
    .option('--older-than <duration>', 'executions that started longer ago: 30d (default: 90d)', durationMs)
    .option('--keep-last <n>', 'of each job the newest so many stay (default: 100)', wholeNumber)
    .option(
      '--keep-failed <duration>',
      'those that failed stay this long (default: 90d, or a longer --older-than)',
      durationMs,
    )
    .option('--dry-run', 'only say how many')
    .addHelpText('after', PRUNE_HELP)
    .action(async (options: ExecutionsPruneOptions) => {
      const { executionsPrune } = await import('../commands/executions-prune.ts');
      done(await executionsPrune(terminal, options));
    });
};

const addStats: AddCommand = (executions, terminal, done) => {
  withJob(withCommonOptions(executions.command('stats').description('how the executions of each job went')))
    .option('--since <time>', 'started since: 2h, 30d ago, or RFC 3339 (default: 30d)', since)
    .action(async (options: ExecutionsStatsOptions) => {
      const { executionsStats } = await import('../commands/executions-stats.ts');
      done(await executionsStats(terminal, options));
    });
};

/** In the order of the help. */
const commands: readonly AddCommand[] = [
  addList,
  addShow,
  addLogs,
  addErrors,
  addRerun,
  addCancel,
  addRecover,
  addPrune,
  addStats,
];
