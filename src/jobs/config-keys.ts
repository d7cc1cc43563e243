// The keys of a job's configuration as people see and change them; `schedule` and its sisters are keys, too.

import type { JobConfiguration } from '../store/records.ts';
import { columnKeys, type JobColumns } from './column-keys.ts';
import { describeIssue, jobSchemas } from './config.ts';
import { JobConfigError } from './errors.ts';

export interface ConfigKey {
  readonly key: string;
  readonly value: unknown;
  readonly defaultValue: unknown;
  readonly description: string;
}

export type ConfiguredJob = keyof typeof jobSchemas;

/** What the job would run with. Throws JobConfigError with every problem. */
export function listConfigKeys(name: ConfiguredJob, job: JobConfiguration): readonly ConfigKey[] {
  const { shape } = jobSchemas[name];
  const values: Readonly<Record<string, unknown>> = effective(name, parseObject(job));
  const defaults: Readonly<Record<string, unknown>> = effective(name, {});
  const keys = Object.entries(shape).map(([key, { description = '' }]) => {
    return { key, value: values[key], defaultValue: defaults[key], description };
  });
  const ofColumns = columnKeys.map(({ key, value, defaultValue, description }) => {
    return { key, value: value(job), defaultValue, description };
  });
  return [...ofColumns, ...keys];
}

/** All that is wrong with what is stored. */
export function listProblems(name: ConfiguredJob, job: JobConfiguration): string[] {
  const texts = columnKeys.map(({ key, value }) => ({ key, text: String(value(job) ?? '') }));
  const problems = texts.flatMap((stored) => readColumn(stored).problems);
  const config = parseValue(job.configJson);
  if (!isObject(config)) return [...problems, 'config_json: it is not a JSON object'];
  const checked = jobSchemas[name].safeParse(config);
  return checked.success ? problems : [...problems, ...checked.error.issues.map(describeIssue)];
}

const MANUAL = 'manual';

/** `text` as typed; an empty one goes back to the default. */
export interface Assignment {
  readonly key: string;
  readonly text: string;
}

/** Checked as a whole. Throws JobConfigError with every problem, also those that were there before. */
export function assign(name: ConfiguredJob, job: JobConfiguration, assignments: readonly Assignment[]): JobColumns {
  const problems: string[] = [];
  const config = { ...parseObject(job) };
  let columns: JobColumns = {};
  for (const assignment of assignments) {
    if (!columnKeys.some(({ key }) => key === assignment.key)) assignKey(config, assignment);
    else {
      const read = readColumn(assignment);
      problems.push(...read.problems);
      columns = { ...columns, ...read.columns };
    }
  }
  if (name === 'check' && (columns.schedule ?? MANUAL) !== MANUAL) {
    problems.push('schedule: a check is started by riotjobs check PLAYER, and by no schedule');
  }
  const checked = jobSchemas[name].safeParse(config);
  if (!checked.success) problems.push(...checked.error.issues.map(describeIssue));
  if (problems.length > 0) throw invalid(name, problems);
  const isSameConfig = JSON.stringify(config) === JSON.stringify(parseObject(job));
  return changedOnly(job, isSameConfig ? columns : { ...columns, configJson: JSON.stringify(config) });
}

function readColumn({ key, text }: Assignment): { readonly columns: JobColumns; readonly problems: readonly string[] } {
  const column = columnKeys.find((one) => one.key === key);
  const columns = column?.read(text);
  return columns
    ? { columns, problems: [] }
    : { columns: {}, problems: [`${key}: "${text}" ${column?.problem(text)}`] };
}

function changedOnly(job: JobConfiguration, columns: JobColumns): JobColumns {
  const now: Readonly<Record<string, unknown>> = job;
  return Object.fromEntries(Object.entries(columns).filter(([column, value]) => now[column] !== value));
}

function assignKey(config: Record<string, unknown>, { key, text }: Assignment): void {
  if (text === '') delete config[key];
  else config[key] = parseValue(text);
}

/** JSON where it can be (`false`, `440`), else the text itself (`all`). */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function effective(name: ConfiguredJob, config: object) {
  const result = jobSchemas[name].safeParse(config);
  if (result.success) return result.data;
  throw invalid(name, result.error.issues.map(describeIssue));
}

function parseObject({ name, configJson }: JobConfiguration): object {
  const value = parseValue(configJson);
  if (isObject(value)) return value;
  throw new JobConfigError(`config_json of the job ${name} is not a JSON object`, {
    hint: `write {} into the table job_configurations (name = '${name}'), and set what you need`,
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(name: string, problems: readonly string[]): JobConfigError {
  return new JobConfigError(`the configuration of the job ${name} is not valid: ${problems.join('; ')}`, {
    hint: `nothing was changed; the keys are listed by: riotjobs jobs show ${name}`,
  });
}
