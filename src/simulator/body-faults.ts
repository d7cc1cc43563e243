// Faults in a body: fields of another type, fields that are not there, puuids that are none.

import { mapPuuids } from './applications.ts';
import type { MetFaults } from './faults.ts';
import { mix } from './hash.ts';
import { uuidOf } from './standings.ts';

/** The body as the faults leave it; what they do not touch is shared with the right one. */
export function spoilBody(body: unknown, faults: MetFaults): unknown {
  let spoilt = body;
  for (const { path, value } of faults.playAll('wrong-type')) {
    spoilt = changeAt(spoilt, path.split('.'), (old) => (value === undefined ? ofAnotherType(old) : value));
  }
  for (const { path } of faults.playAll('missing-field')) spoilt = changeAt(spoilt, path.split('.'), () => undefined);
  return faults.play('uuid-puuids') === undefined ? spoilt : mapPuuids(spoilt, uuidInsteadOf);
}

/** A body in which `change` has been at the path; a path that leads nowhere changes nothing. `undefined` leaves the field out. */
export function changeAt(body: unknown, path: readonly string[], change: (old: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(body);
  if (typeof body !== 'object' || body === null) return body;
  const changed = (value: unknown) => changeAt(value, rest, change);
  const isHere = (name: string) => step === '*' || step === name;
  if (Array.isArray(body)) return body.map((value, i) => (isHere(String(i)) ? changed(value) : value));
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, isHere(name) ? changed(value) : value]));
}

function ofAnotherType(value: unknown): unknown {
  return typeof value === 'string' ? { unexpected: value } : 'unexpected';
}

function uuidInsteadOf(puuid: string): string {
  return uuidOf([...puuid].reduce((hash, letter) => mix(hash, letter.charCodeAt(0)), 0));
}
