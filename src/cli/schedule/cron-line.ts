// PURE: the line of a crontab that calls riotjobs each minute. What is due is decided by the database.

import { ConfigError } from '../errors.ts';
import type { Call } from './call.ts';

/** Source: crontab(5) and cron's sources; longer commands are cut or refused. */
const MAX_COMMAND = 998;

export function cronLine({ node, script, options, environment, environmentFile }: Call): string {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}`);
  const words = [node, `--env-file=${environmentFile}`, script, 'watch', '--once', ...options].map(quoted);
  const command = [...variables, ...words].join(' ');
  if (Buffer.byteLength(command) > MAX_COMMAND) {
    throw new ConfigError(`cron takes commands of ${MAX_COMMAND} characters, and this one is longer`, {
      hint: 'use shorter paths, or "riotjobs schedule install systemd"',
    });
  }
  return `* * * * * ${command}`;
}

/**
 * A word that survives cron and the shell. Most crons make an unescaped % a line end, take away the backslash before a
 * % or another backslash, and leave all else alone; some know nothing of it. So a % is escaped outside of quotes, where
 * the shell would take the backslash away, too, and behind a backslash there is always a quote.
 */
export function quoted(word: string): string {
  if (/^[\w./:@,+=-]+$/.test(word)) return word;
  return `'${word.replaceAll(/['%\\]/g, (character) => escapes[character] ?? character)}'`;
}

const escapes: Readonly<Record<string, string>> = { "'": `'"'"'`, '%': `'\\%'`, '\\': `\\''` };
