// riotjobs schedule install cron|systemd

import { existsSync } from 'node:fs';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import { type Call, isCheckout, readCall } from '../schedule/call.ts';
import { cronText, installCron } from '../schedule/cron.ts';
import { createEnvironmentFile, removeEnvironmentFile, stateOfEnvironmentFile } from '../schedule/environment-file.ts';
import type { Change, ScheduleKind } from '../schedule/installation.ts';
import { installSystemd } from '../schedule/systemd.ts';
import { unitText } from '../schedule/systemd-unit.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandOptions } from '../wire.ts';

export type ScheduleInstallOptions = CommandOptions & { readonly print?: boolean };

export async function scheduleInstall(
  terminal: Terminal,
  kind: ScheduleKind,
  options: ScheduleInstallOptions,
): Promise<number> {
  const call = await readCall(options, terminal.env);
  const text = kind === 'cron' ? cronText(call) : unitText(call);
  const installing = { kind, call, text, isJson: options.json ?? false };
  if (options.print) print(terminal, installing);
  else tell(terminal, installing, install(terminal, kind, call));
  return exitCodes.OK;
}

interface Installing {
  readonly kind: ScheduleKind;
  readonly call: Call;
  readonly text: string;
  readonly isJson: boolean;
}

function print(terminal: Terminal, { kind, call, text, isJson }: Installing): void {
  const { database, environmentFile } = call;
  if (isJson) printJson(terminal, { schedule: { kind, database, environmentFile, text } });
  else terminal.stdout.write(text);
  if (isJson || existsSync(environmentFile)) return;
  printMessage(terminal, `it reads ${environmentFile}, which is not there yet: NAME='value' lines, mode 0600`);
}

function tell(terminal: Terminal, { kind, call, text, isJson }: Installing, change: Change): void {
  const { database, environmentFile } = call;
  const { where, isChanged, notes } = change;
  if (isJson) printJson(terminal, { schedule: { kind, database, environmentFile, text, where, isChanged, notes } });
  else printMessage(terminal, [`${isChanged ? 'installed' : 'installed already'}: ${where}`, ...notes].join('\n'));
}

function install({ env }: Terminal, kind: ScheduleKind, call: Call): Change {
  const { environmentFile, database, node } = call;
  const isNew = createEnvironmentFile(environmentFile);
  const { hasKey, notes } = stateOfEnvironmentFile(environmentFile, env);
  const first = [
    ...(isCheckout() ? [`this is a checkout: its own node is used, ${node}`] : []),
    ...(isNew ? [`settings for the starts: ${environmentFile}, which waits for you to fill it in`] : []),
  ];
  try {
    const place = { env, database };
    const change = kind === 'cron' ? installCron(call, place) : installSystemd(call, { ...place, hasKey });
    return { ...change, notes: [...first, ...notes, ...change.notes] };
  } catch (error) {
    if (isNew) removeEnvironmentFile(environmentFile);
    throw error;
  }
}
