// Which requests a rule meets, and what a fault does to a body, a list, a blacklist.

import { describe, expect, it } from 'vitest';
import { applicationOf, translatePuuid } from '../../src/simulator/applications.ts';
import { createBlacklist } from '../../src/simulator/blacklist.ts';
import { changeAt } from '../../src/simulator/body-faults.ts';
import type { FaultOf, FaultRule, FaultScript } from '../../src/simulator/fault-script.ts';
import { createFaults, type FaultRequest } from '../../src/simulator/faults.ts';

const request: FaultRequest = {
  route: 'europe',
  methodId: 'match-v5.getMatch',
  params: ['EUW1_7'],
  key: 'RGAPI-a',
  now: 1000,
};

const cut: FaultRule['fault'] = { kind: 'cut-body' };

/** For each request whether the rule meets it. */
function meetings(rule: Omit<FaultRule, 'fault'>, requests: readonly Partial<FaultRequest>[]): boolean[] {
  const faults = createFaults([{ ...rule, fault: cut }], () => undefined);
  return requests.map((one) => faults.meet({ ...request, ...one }).find('cut-body') !== undefined);
}

describe('a rule', () => {
  it('without a condition meets everything', () => {
    expect(meetings({}, [{}, { route: 'unknown', params: [] }])).toEqual([true, true]);
  });

  it.each([
    [{ route: 'europe' }, { route: 'asia' }],
    [{ method: 'match-v5.getMatch' }, { methodId: 'account-v1.getByPuuid' }],
    [{ key: 'RGAPI-a' }, { key: 'RGAPI-ab' }],
    [{ idPattern: '^EUW1_7$' }, { params: ['EUW1_70'] }],
    [{ during: { from: 1000 } }, { now: 999 }],
    [{ during: { to: 1000 } }, { now: 1001 }],
  ] as const)('%j does not meet %j', (rule, other) => {
    expect(meetings(rule, [{}, other])).toEqual([true, false]);
  });

  it('counts only the requests that fit it', () => {
    const requests = [{}, { route: 'asia' }, {}, { route: 'asia' }, {}, {}];
    expect(meetings({ route: 'europe', at: 2 }, requests)).toEqual([false, false, true, false, false, false]);
    expect(meetings({ route: 'europe', at: { from: 2, to: 3 } }, requests)).toEqual([
      false,
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(meetings({ at: { from: 5 } }, requests)).toEqual([false, false, false, false, true, true]);
  });

  it('is counted as played when it is played, not when it is looked at', () => {
    const played: string[] = [];
    const script: FaultScript = [{ fault: cut }, { fault: cut }, { fault: { kind: 'ghost-ids', count: 1 } }];
    const met = createFaults(script, (kind) => played.push(kind)).meet(request);
    met.find('cut-body');
    met.play('foreign-puuid');
    expect(played).toEqual([]);
    met.play('cut-body');
    met.playAll('cut-body');
    expect(met.play('ghost-ids')?.count).toBe(1);
    expect(played).toEqual(['cut-body', 'cut-body', 'cut-body', 'ghost-ids']);
  });
});

describe('a change at a path', () => {
  const body = { info: { a: [{ k: 1 }, { k: 2 }], b: null } };
  const change = (path: string, value: unknown) => changeAt(body, path.split('.'), () => value);

  it('reaches one item or all', () => {
    expect(change('info.a.1.k', 'x')).toEqual({ info: { a: [{ k: 1 }, { k: 'x' }], b: null } });
    expect(change('info.a.*.k', 'x')).toEqual({ info: { a: [{ k: 'x' }, { k: 'x' }], b: null } });
    expect(body.info.a).toEqual([{ k: 1 }, { k: 2 }]);
  });

  it('leaves a body alone in which the path leads nowhere', () => {
    for (const path of ['info.c', 'info.a.5.k', 'info.b.k', 'other.k']) expect(change(path, 'x')).toEqual(body);
  });
});

describe('the blacklist', () => {
  const rule: FaultOf<'blacklist'> = { kind: 'blacklist', after: 3, minutes: 10, banMinutes: 5 };
  const minute = 60_000;

  it('shuts an application out after so many 429s within the time, twice as long the next time', () => {
    const blacklist = createBlacklist();
    const book = (...times: number[]) => {
      for (const time of times) blacklist.book('', rule, time * minute);
    };
    book(0, 6, 11);
    expect(blacklist.isOut('', 11 * minute)).toBe(false);
    book(12);
    expect([blacklist.isOut('', 12 * minute), blacklist.isOut('app2', 12 * minute)]).toEqual([true, false]);
    expect([blacklist.isOut('', 17 * minute - 1), blacklist.isOut('', 17 * minute)]).toEqual([true, false]);
    book(20, 20, 20);
    expect([blacklist.isOut('', 30 * minute - 1), blacklist.isOut('', 30 * minute)]).toEqual([true, false]);
  });
});

describe('an application', () => {
  const puuid = 'aB3_-'.padEnd(78, 'x');

  it('is named by its keys', () => {
    expect(['RGAPI-app2-7f', 'RGAPI-appTwo', 'RGAPI-0a1b2c3d', 'RGAPI-test'].map(applicationOf)).toEqual([
      'app2',
      'appTwo',
      '',
      '',
    ]);
  });

  it('has puuids of its own, of the same form, and reads them back', () => {
    const foreign = translatePuuid('app2', puuid);
    expect(foreign).toMatch(/^[\w-]{78}$/);
    expect(new Set([puuid, foreign, translatePuuid('app3', puuid)]).size).toBe(3);
    expect(translatePuuid('app2', foreign)).toBe(puuid);
    expect([translatePuuid('', puuid), translatePuuid('app2', 'EUW1_1')]).toEqual([puuid, 'EUW1_1']);
  });
});
