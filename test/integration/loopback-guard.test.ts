// The guard refuses what leaves the machine, whichever client is used, and a test that survives the refusal fails all the same.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guardedEnv, root, temporaryFolder } from '../e2e/staged.ts';
import { takeRefusedHosts } from '../setup/loopback-guard.ts';

// Addresses and names that are reserved for documentation: nobody is there, with or without the guard.
const clients: readonly (readonly [string, string, () => Promise<unknown>])[] = [
  ['fetch', '192.0.2.1', () => fetch('http://192.0.2.1/')],
  ['fetch by name', 'riot.example', () => fetch('https://riot.example/')],
  ['node:http', '192.0.2.2', () => once(http.get('http://192.0.2.2/'), 'response')],
  ['node:https', 'riot.example', () => once(https.get('https://riot.example/'), 'response')],
  ['net.connect(port, host)', '192.0.2.3', () => once(net.connect(80, '192.0.2.3'), 'connect')],
  ['net.connect(options)', '2001:db8::1', () => once(net.connect({ port: 80, host: '2001:db8::1' }), 'connect')],
  ['a host that only looks like loopback', '127.0.0.1.example', () => fetch('http://127.0.0.1.example/')],
];

describe('the loopback guard', () => {
  it.each(clients)('refuses %s', async (_client, host, request) => {
    await expect(request()).rejects.toThrow();
    expect(takeRefusedHosts()).toEqual([host]);
  });

  it('says why', async () => {
    await expect(fetch('http://192.0.2.1/')).rejects.toMatchObject({
      cause: { message: 'a test may connect to loopback only, and this is 192.0.2.1' },
    });
    takeRefusedHosts();
  });

  it.each(['127.0.0.1', 'localhost'])('lets a request to %s pass', async (host) => {
    const server = http.createServer((_request, response) => response.end('here'));
    await once(server.listen(0, host), 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe('here');
    server.close();
    expect(takeRefusedHosts()).toEqual([]);
  });

  it('fails a test that swallows the refusal', () => {
    const folder = temporaryFolder();
    const setup = JSON.stringify(join(root, 'test', 'setup', 'loopback.ts'));
    const options = `root: ${JSON.stringify(folder)}, setupFiles: [${setup}], globals: true`;
    writeFileSync(join(folder, 'vitest.config.mjs'), `export default { test: { ${options} } };`);
    writeFileSync(join(folder, 'abroad.test.mjs'), "it('abroad', () => fetch('http://192.0.2.1/').catch(() => 0));");
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const args = [vitest, 'run', '--config', join(folder, 'vitest.config.mjs')];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect(stderr).toContain('connected to 192.0.2.1; a test may connect to loopback only');
    expect(status).toBe(1);
  });

  it('gives a child process that swallows the refusal an exit code of its own', () => {
    const program = "fetch('http://192.0.2.1/').catch(() => 0)";
    const child = spawnSync(process.execPath, ['-e', program], { env: guardedEnv(), encoding: 'utf8' });
    expect(child.stderr).toContain('connected to 192.0.2.1');
    expect(child.status).toBe(86);
  });
});
