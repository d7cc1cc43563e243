// Which faults a request meets: the rules of a script, each counting the requests that fit it.

import type {
  FaultOf,
  FaultRule,
  FaultScript,
  RequestFault,
  RequestFaultKind,
  Span,
  WorldFaultRule,
} from './fault-script.ts';

export interface FaultRequest {
  readonly route: string;
  readonly methodId: string;
  /** The variable parts of the path. */
  readonly params: readonly string[];
  readonly key: string;
  /** Epoch ms. */
  readonly now: number;
}

/** What one request meets. */
export interface MetFaults {
  /** The first fault of a kind, without playing it. */
  find<Kind extends RequestFaultKind>(kind: Kind): FaultOf<Kind> | undefined;
  /** The first fault of a kind, counted as played. */
  play<Kind extends RequestFaultKind>(kind: Kind): FaultOf<Kind> | undefined;
  /** Every fault of a kind, each counted as played. */
  playAll<Kind extends RequestFaultKind>(kind: Kind): readonly FaultOf<Kind>[];
}

export interface Faults {
  meet(request: FaultRequest): MetFaults;
}

/** `onPlayed` is told the kind of each fault that took effect. */
export function createFaults(script: FaultScript, onPlayed: (kind: RequestFaultKind) => void): Faults {
  const rules = script.filter(isRequestRule).map((rule) => ({ rule, fits: conditionOf(rule) }));
  return {
    meet(request) {
      const met = rules.filter(({ fits }) => fits(request)).map(({ rule }) => rule.fault);
      return metFaults(met, onPlayed);
    },
  };
}

function isRequestRule(rule: FaultRule | WorldFaultRule): rule is FaultRule {
  return !['rename', 'transfer', 'odd-games'].includes(rule.fault.kind);
}

function metFaults(met: readonly RequestFault[], onPlayed: (kind: RequestFaultKind) => void): MetFaults {
  const all = <Kind extends RequestFaultKind>(kind: Kind) =>
    met.filter((fault): fault is FaultOf<Kind> & RequestFault => fault.kind === kind);
  const counted = <Kind extends RequestFaultKind>(kind: Kind, faults: readonly FaultOf<Kind>[]) => {
    for (const _ of faults) onPlayed(kind);
    return faults;
  };
  return {
    find: (kind) => all(kind)[0],
    play: (kind) => counted(kind, all(kind).slice(0, 1))[0],
    playAll: (kind) => counted(kind, all(kind)),
  };
}

/** The condition of a rule, with its own count of the requests that fit. */
function conditionOf({ route, method, idPattern, key, during, at }: FaultRule): (request: FaultRequest) => boolean {
  const pattern = idPattern === undefined ? undefined : new RegExp(idPattern, 'u');
  let count = 0;
  return (request) => {
    const fits =
      is(route, request.route) &&
      is(method, request.methodId) &&
      is(key, request.key) &&
      (pattern === undefined || request.params.some((param) => pattern.test(param))) &&
      isWithin(during, request.now);
    if (!fits) return false;
    count++;
    return isWithin(typeof at === 'number' ? { from: at, to: at } : at, count);
  };
}

function is(wanted: string | undefined, actual: string): boolean {
  return wanted === undefined || wanted === actual;
}

function isWithin(span: Span | undefined, value: number): boolean {
  return (span?.from ?? Number.NEGATIVE_INFINITY) <= value && value <= (span?.to ?? Number.POSITIVE_INFINITY);
}
