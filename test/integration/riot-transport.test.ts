import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../src/riot/transport.ts';
import { API_KEY, failureOf, started } from './riot-server.ts';

const signal = new AbortController().signal;

async function urlOf(server: Server): Promise<string> {
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

function transportTo(apiUrl: string, timeoutMs = 10_000) {
  const transport = createTransport({ apiUrl, apiKey: API_KEY, userAgent: 'riotjobs/test', timeoutMs });
  return () => transport({ route: 'europe', path: '/lol/x', signal });
}

it('resolves with any answer as it came', async () => {
  const { url } = await started([{ status: 418, headers: { 'X-Rate-Limit-Type': 'method' }, body: ' {"a": 1}\n' }]);
  const { status, headers, body } = await transportTo(url)();
  expect([status, headers.get('x-rate-limit-type'), body]).toEqual([418, 'method', ' {"a": 1}\n']);
});

it('gives up on an answer that does not begin', async () => {
  const url = await urlOf(createServer(() => {}));
  expect(await failureOf(transportTo(url, 50)())).toMatchObject({ message: 'no complete answer within 50 ms' });
});

it('gives up on an answer that does not end', async () => {
  const url = await urlOf(createServer((_, response) => void response.write('{"metadata":')));
  expect(await failureOf(transportTo(url, 50)())).toMatchObject({ message: 'no complete answer within 50 ms' });
});
