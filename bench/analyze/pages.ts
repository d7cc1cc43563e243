// The system's memory of a file, emptied.

import { spawnSync } from 'node:child_process';

/** false: this system cannot. */
export function forgetPages(path: string): boolean {
  spawnSync('sync', [path]);
  return spawnSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0', 'status=none']).status === 0;
}
