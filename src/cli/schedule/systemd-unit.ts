// PURE: the unit of systemd's user manager that keeps `riotjobs watch` running.

import type { Call } from './call.ts';

const HEADER = '# riotjobs schedule install systemd, for the database ';

/**
 * mixed: only watch is told to end, and tells its children; a second signal would cut them off.
 * 130 and 143 are the ends of a program that SIGINT or SIGTERM has asked for.
 */
export function unitText({ node, script, database, options, environment, environmentFile }: Call): string {
  const variables = Object.entries(environment).map(
    ([name, value]) => `Environment=${quoted(percentless(`${name}=${value}`))}\n`,
  );
  const words = [node, script, 'watch', ...options].map((word) => quoted(percentless(word).replaceAll('$', '$$$$')));
  return `${HEADER}${database}
[Unit]
Description=riotjobs watch
After=network-online.target

[Service]
ExecStart=${words.join(' ')}
${variables.join('')}EnvironmentFile=${percentless(environmentFile).replaceAll(/[*?[\\]/g, '\\$&')}
Restart=on-failure
RestartSec=30
SuccessExitStatus=130 143
KillMode=mixed
UMask=0077

[Install]
WantedBy=default.target
`;
}

/** The database of a unit that we have written; undefined: it is somebody else's. */
export function databaseOfUnit(unit: string): string | undefined {
  const [first = ''] = unit.split('\n');
  return first.startsWith(HEADER) ? first.slice(HEADER.length) : undefined;
}

/** The line that is run, for people. */
export function commandOfUnit(unit: string): string {
  return /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '';
}

/** systemd replaces what follows a percent sign. Source: systemd.unit(5), "Specifiers". */
function percentless(text: string): string {
  return text.replaceAll('%', '%%');
}

/** Source: systemd.syntax(7), "Quoting". */
function quoted(word: string): string {
  if (/^[\w./:@,+=%-]+$/.test(word)) return word;
  return `"${word.replaceAll(/["\\]/g, '\\$&')}"`;
}
