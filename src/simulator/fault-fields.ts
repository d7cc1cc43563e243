// Checks of the single fields of a fault script, by hand: each says what it wants and gives the value in its final form.

/** `text` completes "... must be". */
export interface Field {
  readonly text: string;
  /** The value in its final form; undefined = it does not fit. */
  read(value: unknown): unknown;
  readonly isOptional?: boolean;
}

export function optional(field: Field): Field {
  return { ...field, isOptional: true };
}

export function oneOf(...names: readonly string[]): Field {
  return { text: `one of ${names.join(', ')}`, read: (value) => names.find((name) => name === value) };
}

export function listOf(names: readonly string[]): Field {
  const isList = (value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every((name) => names.includes(name));
  return { text: `a list of ${names.join(', ')}`, read: (value) => (isList(value) ? value : undefined) };
}

export function whole(from: number, to = Number.MAX_SAFE_INTEGER): Field {
  const fits = (value: unknown) => Number.isSafeInteger(value) && from <= Number(value) && Number(value) <= to;
  const text = to === Number.MAX_SAFE_INTEGER ? `a whole number from ${from}` : `a whole number from ${from} to ${to}`;
  return { text, read: (value) => (fits(value) ? value : undefined) };
}

export function between(from: number, to: number): Field {
  const fits = (value: unknown) => typeof value === 'number' && from <= value && value <= to;
  return { text: `a number from ${from} to ${to}`, read: (value) => (fits(value) ? value : undefined) };
}

export const anyText: Field = {
  text: 'a text that is not empty',
  read: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
};

export const anyValue: Field = { text: 'a value', read: (value) => value };

export const buckets: Field = {
  text: 'limits as in 20:1,100:120',
  read: (value) =>
    typeof value === 'string' && /^[1-9]\d*:[1-9]\d*(,[1-9]\d*:[1-9]\d*)*$/.test(value) ? value : undefined,
};

export const pattern: Field = {
  text: 'a regular expression',
  read: (value) => (typeof value === 'string' && isPattern(value) ? value : undefined),
};

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

/** Epoch ms, from the same or from ISO 8601 with a zone. */
export const moment: Field = {
  text: 'a moment: epoch ms, or a text like 2026-06-15T12:00:00Z',
  read: (value) => {
    if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
    const isIso =
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value);
    const at = isIso ? Date.parse(value) : Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  },
};

/** `{from, to}` of a field; at least one end, and in this order. */
export function spanOf(end: Field, needs: 'one end' | 'both ends' = 'one end'): Field {
  const fewest = needs === 'both ends' ? 2 : 1;
  return {
    text: `{"from": ..., "to": ...} (${needs}, from before to), each ${end.text}`,
    read: (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
      const ends = Object.entries(value).map(([name, at]) => [name, end.read(at)] as const);
      return ends.length >= fewest && ends.every(isEnd) ? inOrder(Object.fromEntries(ends)) : undefined;
    },
  };
}

function isEnd([name, at]: readonly [string, unknown]): boolean {
  return (name === 'from' || name === 'to') && at !== undefined;
}

function inOrder(span: { readonly from?: number; readonly to?: number }): unknown {
  return (span.from ?? 0) <= (span.to ?? Number.POSITIVE_INFINITY) ? span : undefined;
}

export function either(first: Field, second: Field): Field {
  return { text: `${first.text}, or ${second.text}`, read: (value) => first.read(value) ?? second.read(value) };
}
