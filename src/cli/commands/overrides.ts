// --set key=value: keys of config_json for one execution.

import { parseValue } from '../../jobs/config-keys.ts';

export function overridesOf(assignments: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(assignments.map(parseOverride));
}

function parseOverride(text: string): [string, unknown] {
  const equals = text.indexOf('=');
  return [text.slice(0, equals), parseValue(text.slice(equals + 1))];
}
