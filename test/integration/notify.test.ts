import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNotices, type NoticePorts, type NoticeSettings } from '../../src/notify/notices.ts';
import { executionRow } from '../unit/jobs-rows.ts';
import { listen, listeningLog, quickClock } from './notify-server.ts';

const ID = '01a20cd3-bb57-71db-b70b-a5d5fad35584';
const started = { id: ID, jobName: 'updater', startedAt: 0 };
const execution = executionRow({ id: ID, completedAt: 2000 });
const failed = executionRow({ id: ID, completedAt: 2000, status: 'FAILED', reason: 'error', errorMessage: 'no disk' });
const well = { execution, previous: undefined, hasPaused: false };

function notices(settings: Partial<NoticeSettings>, more: Partial<NoticePorts> = {}) {
  const { lines, log } = listeningLog();
  const clock = quickClock();
  const ports: NoticePorts = {
    log,
    clock,
    userAgent: 'riotjobs/test',
    pid: 42,
    signal: new AbortController().signal,
    snapshot: async () => ({ version: '1', jobs: [] }),
    ...more,
  };
  return { ...createNotices({ pingUrls: {}, ...settings }, ports), lines, pauses: clock.pauses };
}

describe('pings', () => {
  it('are one start and one end, in this order, with the id of the run', async () => {
    const server = await listen();
    const { started: start, ended, lines } = notices({ pingUrl: `${server.url}/secret` });
    start(started);
    await ended(well);
    expect(server.told).toEqual([
      { method: 'POST', url: `/secret/start?rid=${ID}`, body: '', userAgent: 'riotjobs/test', type: 'text/plain' },
      {
        method: 'POST',
        url: `/secret?rid=${ID}`,
        body: expect.stringContaining('updater succeeded after 2.0 s'),
        userAgent: 'riotjobs/test',
        type: 'text/plain; charset=utf-8',
      },
    ]);
    expect(lines).toEqual([]);
  });

  it('never overtake each other: the end waits until the start has been answered', async () => {
    const server = await listen();
    let toldBeforeAnswer = 0;
    const answerLate = (response: ServerResponse) => {
      toldBeforeAnswer = server.told.length;
      response.end();
    };
    server.answer((response) => void setTimeout(answerLate, 100, response), 200);
    const { started: start, ended } = notices({ pingUrl: server.url });
    start(started);
    await ended(well);
    expect({ toldBeforeAnswer, inAll: server.told.length }).toEqual({ toldBeforeAnswer: 1, inAll: 2 });
  });

  it('go to the address of the job, or to the one for all', async () => {
    const server = await listen();
    const { ended } = notices({ pingUrl: `${server.url}/all`, pingUrls: { updater: `${server.url}/updater` } });
    await ended({ ...well, execution: failed });
    await ended({ ...well, execution: { ...failed, jobName: 'analyzer' } });
    expect(server.told.map(({ url }) => url)).toEqual([`/updater/fail?rid=${ID}`, `/all/fail?rid=${ID}`]);
  });

  it('are tried three times while the server is unwell, and no more', async () => {
    const server = await listen();
    server.answer(500, 429, 503);
    const { ended, lines, pauses } = notices({ pingUrl: `${server.url}/secret` });
    await ended(well);
    expect(server.told).toHaveLength(3);
    expect(pauses).toEqual([1000, 1000]);
    expect(lines.map(({ fields }) => fields['problem'])).toEqual(['answered 500', 'answered 429', 'answered 503']);
    server.answer(500, 200);
    await ended(well);
    expect(server.told).toHaveLength(5);
  });

  it.each([404, 400, 301])('are not repeated after an answer of %d, nor do they follow it', async (status) => {
    const server = await listen();
    server.answer(status);
    const { ended, lines } = notices({ pingUrl: `${server.url}/secret` });
    await ended(well);
    expect(server.told).toHaveLength(1);
    expect(lines).toMatchObject([{ event: 'notice.failed', fields: { problem: `answered ${status}`, attempt: 1 } }]);
  });

  it('are given up when nobody answers, or nobody is there', async () => {
    const server = await listen();
    server.answer(() => {});
    const silent = notices({ pingUrl: `${server.url}/secret` }, { timeoutMs: 100 });
    await silent.ended(well);
    expect(silent.lines.map(({ fields }) => fields['problem'])).toEqual(Array(3).fill('no answer in time'));
    const closed = await listen();
    closed.close();
    const gone = notices({ pingUrl: `${closed.url}/secret` });
    await gone.ended(well);
    expect(gone.lines.map(({ fields }) => fields['problem'])).toEqual(
      Array(3).fill(expect.stringContaining('ECONNREFUSED')),
    );
  });

  it('that cannot begin do not hold up the end: a start is not tried again once the run has ended', async () => {
    const server = await listen();
    const { started: start, ended } = notices({ pingUrl: `${server.url}/x` });
    server.answer(503, 200);
    start(started);
    await ended(well);
    expect(server.told.map(({ url }) => url)).toEqual([`/x/start?rid=${ID}`, `/x?rid=${ID}`]);
  });

  it('are tried once when somebody wants the end', async () => {
    const server = await listen();
    server.answer(503);
    const { ended } = notices(
      { pingUrl: server.url, webhookUrl: server.url },
      { signal: AbortSignal.abort('SIGTERM') },
    );
    await ended({ ...well, execution: failed });
    expect(server.told).toHaveLength(2);
  });

  it('tell nobody their address', async () => {
    const server = await listen();
    server.answer(
      500,
      () => {},
      (response) => response.destroy(),
    );
    const settings = { pingUrl: `${server.url}/secret?token=secret`, webhookUrl: 'http://localhost:9/secret' };
    const { ended, lines } = notices(settings, { timeoutMs: 100 });
    await ended({ ...well, execution: failed });
    expect(lines).toHaveLength(6);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('are not sent to what is no address at all, which is no failure either', async () => {
    const { started: start, ended, lines } = notices({ pingUrl: 'secret', webhookUrl: 'secret' });
    start(started);
    await ended({ ...well, execution: failed });
    expect(lines.length).toBeGreaterThan(1);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });
});

describe('an execution whose process was gone', () => {
  it('is told as a failure before the next one begins, which then is the recovery', async () => {
    const server = await listen();
    const told = notices({ pingUrl: `${server.url}/p`, webhookUrl: `${server.url}/hook` });
    const lost = executionRow({ id: 'lost', status: 'RUNNING', reason: null, completedAt: null, heartbeatAt: 1500 });
    told.abandoned({ ...lost, id: 'waiting', status: 'PENDING' });
    told.abandoned(lost);
    told.started(started);
    await told.ended({ ...well, previous: { ...lost, status: 'FAILED', reason: 'abandoned' } });
    const pings = server.told.filter(({ url }) => url.startsWith('/p')).map(({ url }) => url);
    expect(pings).toEqual(['/p/fail?rid=lost', `/p/start?rid=${ID}`, `/p?rid=${ID}`]);
    const events = server.told.filter(({ url }) => url === '/hook').map(({ body }) => JSON.parse(body));
    expect(events).toMatchObject([
      { event: 'failed', reason: 'abandoned', executionId: 'lost', text: expect.stringContaining('is gone') },
      { event: 'recovered', executionId: ID },
    ]);
  });
});

describe('a webhook', () => {
  it('is told of a failure and of the recovery', async () => {
    const server = await listen();
    const { started: start, ended } = notices({ webhookUrl: `${server.url}/hook` });
    start(started);
    await ended({ ...well, execution: failed });
    await ended({ ...well, execution: failed, previous: failed });
    await ended({ ...well, previous: failed });
    await ended(well);
    expect(server.told).toMatchObject([
      { method: 'POST', url: '/hook', type: 'application/json' },
      { method: 'POST', url: '/hook', type: 'application/json' },
    ]);
    expect(server.told.map(({ body }) => JSON.parse(body).event)).toEqual(['failed', 'recovered']);
  });
});

describe('the file of metrics', () => {
  it('is there when the run has begun, when it has ended, and when nothing was run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'riotjobs-metrics-'));
    const metricsFile = join(folder, 'riotjobs.prom');
    let version = 0;
    const {
      started: start,
      ended,
      notRun,
      lines,
    } = notices({ metricsFile }, { snapshot: async () => ({ version: String(++version), jobs: [] }) });
    start(started);
    await ended(well);
    expect(readFileSync(metricsFile, 'utf8')).toMatch(/^riotjobs_info\{version="2"\} 1\n$/m);
    await notRun();
    expect(readFileSync(metricsFile, 'utf8')).toContain('version="3"');
    expect(readdirSync(folder)).toEqual(['riotjobs.prom']);
    expect(lines).toEqual([]);
  });

  it('that cannot be written is no failure, and nothing is left behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'riotjobs-metrics-'));
    const { ended, lines } = notices({ metricsFile: join(folder, 'none', 'riotjobs.prom') });
    await ended(well);
    expect(lines).toMatchObject([{ event: 'notice.failed', fields: { what: 'metrics file' } }]);
    const snapshot = async () => {
      throw new Error('the database is gone');
    };
    const broken = notices({ metricsFile: join(folder, 'riotjobs.prom') }, { snapshot });
    await broken.ended(well);
    expect(broken.lines).toMatchObject([{ fields: { problem: 'the database is gone' } }]);
    expect(readdirSync(folder)).toEqual([]);
    const takenByFolder = join(folder, 'riotjobs.prom');
    mkdirSync(join(takenByFolder, 'inside'), { recursive: true });
    const blocked = notices({ metricsFile: takenByFolder });
    await blocked.ended(well);
    expect(blocked.lines).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['riotjobs.prom']);
  });
});
