// Vitest's global setup: whatever the tests and their children leave in the temporary folder goes when they are done.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function setup(): () => void {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'riotjobs-test-'));
  // What os.tmpdir() reads, on Windows and elsewhere; workers inherit it.
  process.env['TEMP'] = folder;
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
