// The query of match-v5's id list, with Riot's defaults and complaints.

export interface IdsQuery {
  readonly start: number;
  readonly count: number;
  readonly queue?: number;
  readonly type?: string;
  /** Epoch seconds. */
  readonly startTime?: number;
  readonly endTime?: number;
}

export interface BadQuery {
  readonly message: string;
}

const DEFAULT_COUNT = 20;
const MAX_COUNT = 100;
const TYPES = ['ranked', 'normal', 'tourney', 'tutorial'];
const NUMBERS = ['start', 'count', 'queue', 'startTime', 'endTime'];

/** Unknown parameters are ignored silently, as Riot does. */
export function parseIdsQuery(search: URLSearchParams): IdsQuery | BadQuery {
  const problem = findProblem(search);
  if (problem !== undefined) return { message: problem };
  const type = search.get('type');
  return {
    start: numberOf(search, 'start') ?? 0,
    count: numberOf(search, 'count') ?? DEFAULT_COUNT,
    ...optional('queue', numberOf(search, 'queue')),
    ...optional('type', type ?? undefined),
    ...optional('startTime', numberOf(search, 'startTime')),
    ...optional('endTime', numberOf(search, 'endTime')),
  };
}

/** Source of the sentence about 100: RiotGames' own answer, R4J#89; the others are modelled on it. */
function findProblem(search: URLSearchParams): string | undefined {
  const broken = NUMBERS.find((name) => search.has(name) && !/^\d{1,15}$/.test(search.get(name) ?? ''));
  if (broken !== undefined) {
    return `Bad request - Query parameter '${broken}' must be a non-negative integer. Invalid value '${search.get(broken)}' given.`;
  }
  const count = search.get('count');
  if (Number(count) > MAX_COUNT) {
    return `Bad request - Query parameter 'count' must have a maximum value of ${MAX_COUNT}. Invalid value '${count}' given.`;
  }
  const type = search.get('type');
  if (type !== null && !TYPES.includes(type))
    return `Bad request - Query parameter 'type' has an invalid value '${type}'.`;
  return undefined;
}

function numberOf(search: URLSearchParams, name: string): number | undefined {
  const text = search.get(name);
  return text === null ? undefined : Number(text);
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
}
