// Our units in the folder of systemd's user manager. A unit names its database, which is how it is found again.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf } from '../../errors.ts';
import { configHome } from '../config.ts';
import { StartError } from '../errors.ts';
import type { Environment } from '../terminal.ts';
import type { Call } from './call.ts';
import type { Change, Installation, Place } from './installation.ts';
import { systemctl } from './programs.ts';
import { commandOfUnit, databaseOfUnit, unitText } from './systemd-unit.ts';

const NAME = 'riotjobs.service';

const LINGER = 'it ends with your last session, unless you type: loginctl enable-linger';

export function installSystemd(call: Call, place: Place & { readonly hasKey: boolean }): Change {
  const name = nameFor(place);
  const where = join(unitsFolder(place.env), name);
  const text = unitText(call);
  const isChanged = readIfThere(where) !== text;
  if (isChanged) write(where, text);
  // What runs is left alone where nothing has changed.
  const start = isChanged ? 'restart' : 'start';
  const commands = [['daemon-reload'], ['enable', name], ...(place.hasKey ? [[start, name]] : [])];
  const typed = place.hasKey ? [] : [`with the key in place, type: systemctl --user start ${name}`];
  return { where, isChanged, notes: [...tellSystemd(commands, place.env), ...typed, LINGER] };
}

export function removeSystemd(place: Place): Change {
  const folder = unitsFolder(place.env);
  const name = unitsIn(folder).find(({ database }) => database === place.database)?.name;
  if (name === undefined) return { where: folder, isChanged: false, notes: [] };
  const disabled = tellSystemd([['disable', '--now', name]], place.env);
  rmSync(join(folder, name));
  const notes = disabled.length > 0 ? disabled : tellSystemd([['daemon-reload']], place.env);
  return { where: join(folder, name), isChanged: true, notes };
}

export function listSystemd({ env }: Pick<Place, 'env'>): Installation[] {
  const folder = unitsFolder(env);
  return unitsIn(folder).map(({ name, database, text }) => {
    return { kind: 'systemd', database, where: join(folder, name), command: commandOfUnit(text) };
  });
}

/** In their order until one fails; says what a person would have to type instead. */
function tellSystemd(commands: readonly (readonly string[])[], env: Environment): string[] {
  for (const [index, command] of commands.entries()) {
    const problem = systemctl(command, env);
    if (problem === undefined) continue;
    const left = commands.slice(index).map((words) => `systemctl --user ${words.join(' ')}`);
    return [`systemd was not told (${problem}); type: ${left.join(' && ')}`];
  }
  return [];
}

/** The name of the unit is taken when another database, or somebody else, has it. */
function nameFor({ env, database }: Place): string {
  const folder = unitsFolder(env);
  const own = unitsIn(folder).find((unit) => unit.database === database)?.name;
  if (own !== undefined || !existsSync(join(folder, NAME))) return own ?? NAME;
  return `riotjobs-${createHash('sha256').update(database).digest('hex').slice(0, 8)}.service`;
}

interface Unit {
  readonly name: string;
  readonly database: string;
  readonly text: string;
}

function unitsIn(folder: string): Unit[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^riotjobs(-[0-9a-f]{8})?\.service$/.test(name));
  return names.toSorted().flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const database = databaseOfUnit(text);
    return database === undefined ? [] : [{ name, database, text }];
  });
}

function unitsFolder(env: Environment): string {
  return join(configHome(env), 'systemd', 'user');
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    throw new StartError(`${path} cannot be written: ${messageOf(cause)}`, { cause });
  }
}
