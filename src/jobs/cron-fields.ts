// PURE: the five fields of a cron expression, read as system cron does and written in digits.

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
  /** Value of the first name. */
  readonly firstName: number;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Minute, hour, day of month, month, day of week (0 and 7 are Sunday). Source: crontab(5). */
const fields: readonly Field[] = [
  { least: 0, most: 59, names: [], firstName: 0 },
  { least: 0, most: 23, names: [], firstName: 0 },
  { least: 1, most: 31, names: [], firstName: 0 },
  { least: 1, most: 12, names: months, firstName: 1 },
  { least: 0, most: 7, names: weekdays, firstName: 0 },
];

/** Five fields in digits with one blank between them; undefined where one of them is none. */
export function readCronFields(text: string): string | undefined {
  const parts = text.split(/\s+/);
  if (parts.length !== fields.length) return undefined;
  const read = fields.map((field, index) => readField(parts[index] ?? '', field));
  return read.includes(undefined) ? undefined : read.join(' ');
}

function readField(text: string, field: Field): string | undefined {
  const [, everyStep] = /^\*(?:\/(\d{1,2}))?$/.exec(text) ?? [];
  if (text === '*') return text;
  if (everyStep !== undefined) return isStep(everyStep, field) ? `*/${Number(everyStep)}` : undefined;
  const items = text.split(',').map((item) => readItem(item, field));
  return items.includes(undefined) ? undefined : items.join(',');
}

/** 5, 1-5, 1-31/2, mon, mon-fri, fri-sun. */
function readItem(text: string, field: Field): string | undefined {
  const [, first = '', last, step] = /^(\w+)(?:-(\w+)(?:\/(\d{1,2}))?)?$/.exec(text) ?? [];
  const from = readValue(first, field);
  if (from === undefined || last === undefined) return from?.toString();
  const to = last === 'sun' ? 7 : readValue(last, field);
  if (to === undefined || to < from || (step !== undefined && !isStep(step, field))) return undefined;
  return `${from}-${to}${step === undefined ? '' : `/${Number(step)}`}`;
}

function readValue(text: string, { least, most, names, firstName }: Field): number | undefined {
  const name = names.indexOf(text);
  if (name >= 0) return firstName + name;
  if (!/^\d{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

function isStep(text: string, { most }: Field): boolean {
  return Number(text) >= 1 && Number(text) <= most;
}
