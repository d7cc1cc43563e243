// Our block in the crontab of this user.

import { StartError } from '../errors.ts';
import type { Call } from './call.ts';
import { cronLine } from './cron-line.ts';
import { blocksOf, blockText, type CronBlock, withBlock, withoutBlock } from './crontab.ts';
import type { Change, Installation, Place } from './installation.ts';
import { asBytes, fromBytes, readCrontab, writeCrontab } from './programs.ts';

const CRONTAB = 'crontab';

export function cronText(call: Call): string {
  return blockText(blockOf(call));
}

export function installCron(call: Call, { env }: Place): Change {
  const crontab = readCrontab(env);
  if (crontab === undefined) {
    throw new StartError('there is no crontab program here', {
      hint: 'give the line of "riotjobs schedule install cron --print" to what starts programs here',
    });
  }
  const { database, content } = blockOf(call);
  const next = withBlock(crontab, { database: asBytes(database), content: asBytes(content) });
  const isChanged = next !== crontab;
  if (isChanged) writeCrontab(next, env);
  return { where: CRONTAB, isChanged, notes: [] };
}

export function removeCron({ env, database }: Place): Change {
  const crontab = readCrontab(env) ?? '';
  const next = withoutBlock(crontab, asBytes(database));
  const isChanged = next !== crontab;
  if (isChanged) writeCrontab(next, env);
  return { where: CRONTAB, isChanged, notes: [] };
}

export function listCron({ env }: Pick<Place, 'env'>): Installation[] {
  return blocksOf(readCrontab(env) ?? '').map(({ database, content }) => {
    return { kind: 'cron', database: fromBytes(database), where: CRONTAB, command: fromBytes(content) };
  });
}

function blockOf(call: Call): CronBlock {
  return { database: call.database, content: cronLine(call) };
}
