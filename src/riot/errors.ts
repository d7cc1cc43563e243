// Errors of the Riot API, by what a caller does about them.

import { messageOf, RiotjobsError } from '../errors.ts';
import type { Route } from '../league/routing.ts';

export type RateLimitScope = 'application' | 'method' | 'service';

interface Where {
  readonly methodId: string;
  readonly route: Route;
}

/** The quota cannot come within the caller's patience. Not a failure of the item: ask again at `retryAt`. */
export class RateLimitError extends RiotjobsError {
  override readonly name = 'RateLimitError';
  readonly scope: RateLimitScope;
  /** Epoch ms. */
  readonly retryAt: number;
  readonly methodId: string;
  readonly route: Route;

  constructor(fields: Where & { readonly scope: RateLimitScope; readonly retryAt: number; readonly now: number }) {
    super(
      `rate limit (${fields.scope}) on ${fields.route} for ${fields.methodId}: free again in ${secondsUntil(fields.retryAt, fields.now)} s`,
    );
    this.scope = fields.scope;
    this.retryAt = fields.retryAt;
    this.methodId = fields.methodId;
    this.route = fields.route;
  }
}

/** The method has failed so often in a row that it is not asked for now. */
export class ServiceUnavailableError extends RiotjobsError {
  override readonly name = 'ServiceUnavailableError';
  /** Epoch ms. */
  readonly retryAt: number;
  readonly methodId: string;
  readonly route: Route;

  constructor(fields: Where & { readonly retryAt: number; readonly now: number }) {
    const { methodId, route, retryAt, now } = fields;
    super(`${methodId} on ${route} has failed again and again: not asked for another ${secondsUntil(retryAt, now)} s`);
    this.retryAt = retryAt;
    this.methodId = methodId;
    this.route = route;
  }
}

function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}

/** Riot answered with an error status that retries did not clear. */
export class RiotApiError extends RiotjobsError {
  override readonly name = 'RiotApiError';
  readonly status: number;
  readonly methodId: string;
  readonly route: Route;
  /** The question held a puuid of another Riot application. */
  readonly isForeignPuuid: boolean;

  constructor(fields: Where & { readonly status: number; readonly detail: string; readonly isForeignPuuid?: boolean }) {
    super(`Riot answered ${fields.status} to ${fields.methodId} on ${fields.route}: ${fields.detail}`);
    this.status = fields.status;
    this.methodId = fields.methodId;
    this.route = fields.route;
    this.isForeignPuuid = fields.isForeignPuuid ?? false;
  }
}

/** 401 or 403: the key is refused. Stops the whole execution. */
export class ApiKeyError extends RiotjobsError {
  override readonly name = 'ApiKeyError';
  readonly status: number | undefined;

  constructor(message: string, options: { readonly status?: number; readonly hint: string }) {
    super(message, { hint: options.hint });
    this.status = options.status;
  }
}

/** Riot's answer is not what its documentation says; `issues` name the fields, never their values. */
export class InvalidResponseError extends RiotjobsError {
  override readonly name = 'InvalidResponseError';
  readonly methodId: string;
  readonly issues: readonly string[];

  constructor(methodId: string, issues: readonly string[]) {
    super(`unreadable answer to ${methodId}: ${issues.join('; ')}`);
    this.methodId = methodId;
    this.issues = issues;
  }
}

/** No answer: the connection failed or was cut, also after retries. */
export class NetworkError extends RiotjobsError {
  override readonly name = 'NetworkError';
  readonly methodId: string;
  readonly route: Route;

  constructor(fields: Where & { readonly cause: unknown }) {
    const reason = messageOf(fields.cause);
    super(`no answer to ${fields.methodId} from ${fields.route}: ${reason}`, { cause: fields.cause });
    this.methodId = fields.methodId;
    this.route = fields.route;
  }
}
