// What was asked of the simulator: the counters behind /__stats.

export interface Stats {
  readonly schemaVersion: 1;
  /** Requests to the API, whatever the answer; `/__...` is not counted. */
  readonly requests: number;
  /** By method id; `unknown` = no such path. */
  readonly byMethod: Readonly<Record<string, number>>;
  readonly byRoute: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Answers of 429. */
  readonly limitViolations: number;
  /** Requests for a match that had already been answered with 200 under the same key. */
  readonly repeatedMatchRequests: number;
  /** Faults of the script that took effect, by kind. */
  readonly faults: Readonly<Record<string, number>>;
}

export interface LoggedRequest {
  readonly key: string;
  readonly route: string;
  readonly methodId: string;
  readonly status: number;
  readonly matchId?: string;
}

export interface RequestLog {
  record(request: LoggedRequest): void;
  recordFault(kind: string): void;
  stats(): Stats;
}

export function createRequestLog(): RequestLog {
  const byMethod = new Map<string, number>();
  const byRoute = new Map<string, number>();
  const byStatus = new Map<string, number>();
  const faults = new Map<string, number>();
  const answeredMatches = new Set<string>();
  let requests = 0;
  let repeatedMatchRequests = 0;

  function recordMatch(name: string, status: number): void {
    if (answeredMatches.has(name)) repeatedMatchRequests++;
    else if (status === 200) answeredMatches.add(name);
  }

  return {
    record({ key, route, methodId, status, matchId }) {
      requests++;
      add(byMethod, methodId);
      add(byRoute, route);
      add(byStatus, String(status));
      if (matchId !== undefined) recordMatch(`${key} ${matchId}`, status);
    },
    recordFault: (kind) => add(faults, kind),
    stats: () => ({
      schemaVersion: 1,
      requests,
      byMethod: Object.fromEntries(byMethod),
      byRoute: Object.fromEntries(byRoute),
      byStatus: Object.fromEntries(byStatus),
      limitViolations: byStatus.get('429') ?? 0,
      repeatedMatchRequests,
      faults: Object.fromEntries(faults),
    }),
  };
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
