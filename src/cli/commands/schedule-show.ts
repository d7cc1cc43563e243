// riotjobs schedule show: what starts riotjobs on this machine, for any database.

import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage, printTable } from '../print.ts';
import { type Call, readCall } from '../schedule/call.ts';
import { listCron } from '../schedule/cron.ts';
import { cronLine } from '../schedule/cron-line.ts';
import type { Installation } from '../schedule/installation.ts';
import { listSystemd } from '../schedule/systemd.ts';
import { commandOfUnit, unitText } from '../schedule/systemd-unit.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandOptions } from '../wire.ts';

/** Of the database of this command; null for others. */
type Shown = Installation & { readonly isCurrent: boolean | null };

export async function scheduleShow(terminal: Terminal, options: CommandOptions): Promise<number> {
  const call = await readCall(options, terminal.env);
  const items = [...listCron(terminal), ...listSystemd(terminal)].map((one) => withState(one, call));
  if (options.json) printJson(terminal, { items });
  else printTable(terminal, { columns, rows: items });
  if (options.json) return exitCodes.OK;
  if (items.length === 0) printMessage(terminal, 'nothing is installed; see: riotjobs schedule install --help');
  for (const { kind } of items.filter(({ isCurrent }) => isCurrent === false)) {
    printMessage(terminal, `what ${kind} starts is not what these settings ask for: riotjobs schedule install ${kind}`);
  }
  return exitCodes.OK;
}

function withState(installation: Installation, call: Call): Shown {
  if (installation.database !== call.database) return { ...installation, isCurrent: null };
  const wanted = installation.kind === 'cron' ? cronLine(call) : commandOfUnit(unitText(call));
  return { ...installation, isCurrent: installation.command === wanted };
}

const columns = [
  { title: 'kind', value: ({ kind }: Shown) => kind },
  { title: 'database', value: ({ database }: Shown) => database, flexible: true },
  { title: 'current', value: ({ isCurrent }: Shown) => isCurrent, short: ({ isCurrent }: Shown) => words(isCurrent) },
  { title: 'where', value: ({ where }: Shown) => where, flexible: true },
  { title: 'command', value: ({ command }: Shown) => command, flexible: true },
];

function words(isCurrent: boolean | null): string {
  if (isCurrent === null) return '-';
  return isCurrent ? 'yes' : 'no';
}
