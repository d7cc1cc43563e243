// The same guard for child processes: NODE_OPTIONS="--import <URL of this file>". A refused connection changes the exit code.
import { takeRefusedHosts } from './setup/loopback-guard.ts';

/** No exit code of riotjobs, so that no test can take it for one. */
const CONNECTED_ABROAD = 86;

process.on('exit', () => {
  const hosts = takeRefusedHosts();
  if (hosts.length === 0) return;
  process.stderr.write(`connected to ${hosts.join(', ')}; a test may connect to loopback only\n`);
  process.exitCode = CONNECTED_ABROAD;
});
