// The keys of a job's configuration as people see and change them; `schedule` and `is_active` are keys like the others.

import type { JobConfiguration } from '../store/records.ts';
import { describeIssue, jobSchemas } from './config.ts';
import { JobConfigError } from './errors.ts';
import { parseSchedule, scheduleForms } from './schedule.ts';

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
  return [
    { key: 'schedule', value: job.schedule, defaultValue: null, description: `when it runs: ${scheduleForms}` },
    { key: 'is_active', value: job.isActive, defaultValue: true, description: 'false = switched off for --scheduled' },
    ...keys,
  ];
}

/** `text` as typed; an empty one goes back to the default. */
export interface Assignment {
  readonly key: string;
  readonly text: string;
}

export type JobColumns = Partial<Pick<JobConfiguration, 'schedule' | 'isActive' | 'configJson'>>;

/** Checked as a whole. Throws JobConfigError with every problem, also those that were there before. */
export function assign(name: ConfiguredJob, job: JobConfiguration, assignments: readonly Assignment[]): JobColumns {
  const problems: string[] = [];
  const config = { ...parseObject(job) };
  let columns: JobColumns = {};
  for (const assignment of assignments) {
    if (isColumnKey(assignment.key)) columns = { ...columns, ...assignColumn(assignment, problems) };
    else assignKey(config, assignment);
  }
  const checked = jobSchemas[name].safeParse(config);
  if (!checked.success) problems.push(...checked.error.issues.map(describeIssue));
  if (problems.length > 0) throw invalid(name, problems);
  const configJson = JSON.stringify(config);
  return configJson === JSON.stringify(parseObject(job)) ? columns : { ...columns, configJson };
}

function isColumnKey(key: string): boolean {
  return key === 'schedule' || key === 'is_active';
}

function assignColumn({ key, text }: Assignment, problems: string[]): JobColumns {
  if (key === 'schedule') {
    if (!parseSchedule(text)) problems.push(`schedule: "${text}" is none of: ${scheduleForms}`);
    return { schedule: text.trim().toLowerCase() };
  }
  if (text !== 'true' && text !== 'false') problems.push(`is_active: "${text}" is neither true nor false`);
  return { isActive: text === 'true' };
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
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new JobConfigError(`config_json of the job ${name} is not a JSON object`, {
    hint: `write {} into the table job_configurations (name = '${name}'), and set what you need`,
  });
}

function invalid(name: string, problems: readonly string[]): JobConfigError {
  return new JobConfigError(`the configuration of the job ${name} is not valid: ${problems.join('; ')}`, {
    hint: `nothing was changed; the keys are listed by: riotjobs jobs show ${name}`,
  });
}
