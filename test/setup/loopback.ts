// Vitest's setup of every project: a connection to a host other than loopback fails the test, also when the code survives it.
import { afterAll, afterEach } from 'vitest';
import { takeRefusedHosts } from './loopback-guard.ts';

function failWhenRefused(): void {
  const hosts = takeRefusedHosts();
  if (hosts.length > 0) throw new Error(`connected to ${hosts.join(', ')}; a test may connect to loopback only`);
}

afterEach(failWhenRefused);
afterAll(failWhenRefused);
