// The simulator behind node:http: real requests on loopback, and an end that does not hang.

import { afterEach, describe, expect, it } from 'vitest';
import { type RunningServer, serve } from '../../src/simulator/server.ts';
import { item, smallSimulator } from '../unit/simulator-manual-clock.ts';

const servers: RunningServer[] = [];

async function start(): Promise<{ server: RunningServer; simulator: ReturnType<typeof smallSimulator> }> {
  const simulator = smallSimulator({ players: 60, historyDays: 20 });
  const server = await serve(simulator, { port: 0 });
  servers.push(server);
  return { server, simulator };
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const headers = { 'X-Riot-Token': 'RGAPI-test' };

describe('serve', () => {
  it('listens on a free port of loopback and answers as the handler does', async () => {
    const { server, simulator } = await start();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    const { puuid, riotId } = item(simulator.world.players, 7);
    const path = `/europe/riot/account/v1/accounts/by-riot-id/${encodeURIComponent(riotId.gameName)}/${riotId.tagLine}`;
    const response = await fetch(server.url + path, { headers });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ puuid, ...riotId });
    expect(response.headers.get('X-App-Rate-Limit-Count')).toBe('1:10');
    expect(response.headers.get('Content-Type')).toBe('application/json;charset=utf-8');
  });

  it('passes errors and the query through', async () => {
    const { server, simulator } = await start();
    const { puuid } = item(simulator.world.players);
    const ids = `${server.url}/europe/lol/match/v5/matches/by-puuid/${puuid}/ids`;
    expect((await fetch(`${ids}?count=101`, { headers })).status).toBe(400);
    expect((await fetch(ids)).status).toBe(401);
    expect((await fetch(`${ids}?count=3`, { headers })).status).toBe(200);
    expect(await (await fetch(`${server.url}/__stats`)).json()).toEqual(simulator.stats());
  });

  it('answers many requests at once', async () => {
    const { server, simulator } = await start();
    const paths = simulator.world.players
      .slice(0, 50)
      .map(({ puuid }) => `/euw1/lol/league/v4/entries/by-puuid/${puuid}`);
    const statuses = await Promise.all(paths.map(async (path) => (await fetch(server.url + path, { headers })).status));
    expect(statuses.every((status) => status === 200)).toBe(true);
    expect(simulator.stats().requests).toBe(50);
  });

  it('closes though clients keep their connections open', async () => {
    const { server } = await start();
    await (await fetch(`${server.url}/__truth`)).text();
    await server.close();
    await expect(fetch(`${server.url}/__truth`)).rejects.toThrow();
  });

  it('closes though a request is still under way', async () => {
    const { simulator } = await start();
    let arrived = () => {};
    const asked = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const handle = () => {
      arrived();
      return new Promise<Response>(() => {});
    };
    const stuck = await serve({ ...simulator, handle }, { port: 0 });
    const request = expect(fetch(stuck.url)).rejects.toThrow();
    await asked;
    await stuck.close();
    await request;
  });

  it('says that a port is taken', async () => {
    const { server, simulator } = await start();
    await expect(serve(simulator, { port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('answers 500, and lives on, when the handler breaks', async () => {
    const { simulator } = await start();
    const broken = await serve({ ...simulator, handle: () => Promise.reject(new Error('broken')) }, { port: 0 });
    servers.push(broken);
    const response = await fetch(broken.url, { headers });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ status: { status_code: 500 } });
    expect((await fetch(broken.url, { headers })).status).toBe(500);
  });
});
