// A file of metrics for node_exporter's textfile collector, which must never see half of one.

import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Written beside its place, under a name that no collector reads, and renamed. */
export function writeMetricsFile(path: string, { text, pid }: { readonly text: string; readonly pid: number }): void {
  const draft = `${path}.${pid}`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
