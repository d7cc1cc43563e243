// riotjobs schedule remove: takes back what install has done, and nothing else.

import { exitCodes } from '../exit-codes.ts';
import { printJson, printMessage } from '../print.ts';
import { readCall } from '../schedule/call.ts';
import { listCron, removeCron } from '../schedule/cron.ts';
import { removeEnvironmentFile } from '../schedule/environment-file.ts';
import { listSystemd, removeSystemd } from '../schedule/systemd.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandOptions } from '../wire.ts';

export async function scheduleRemove(terminal: Terminal, options: CommandOptions): Promise<number> {
  const { env } = terminal;
  const { database, environmentFile } = await readCall(options, env);
  const changes = [removeCron({ env, database }), removeSystemd({ env, database })].filter((one) => one.isChanged);
  const isLast = listCron({ env }).length + listSystemd({ env }).length === 0;
  const hasRemovedFile = isLast && removeEnvironmentFile(environmentFile);
  const removed = [...changes.map(({ where }) => where), ...(hasRemovedFile ? [environmentFile] : [])];
  const notes = changes.flatMap((change) => change.notes);
  if (options.json) printJson(terminal, { database, removed, notes });
  else if (removed.length === 0) printMessage(terminal, `nothing is installed for ${database}`);
  else for (const line of [...removed.map((where) => `removed: ${where}`), ...notes]) printMessage(terminal, line);
  return exitCodes.OK;
}
