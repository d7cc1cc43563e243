// Fault scripts as text: what is read, and what is said about mistakes.

import { describe, expect, it } from 'vitest';
import { FaultScriptError, parseFaultScript } from '../../src/simulator/fault-parser.ts';

describe('a fault script', () => {
  it('is a list of rules, with moments as epoch ms', () => {
    const text = `[
      { "route": "euw1", "during": { "from": "2026-06-15T12:00:00Z" }, "fault": { "kind": "status", "status": 503 } },
      { "method": "match-v5.getMatch", "idPattern": "^EUW1_", "at": { "from": 2, "to": 5 }, "fault": { "kind": "cut-body" } },
      { "at": 1, "key": "RGAPI-a", "fault": { "kind": "latency", "ms": { "from": 20, "to": 60 } } },
      { "fault": { "kind": "rename", "player": 3, "since": 1781524800000, "gameName": "New", "tagLine": "NAME" } }
    ]`;
    expect(parseFaultScript(text)).toEqual([
      { route: 'euw1', during: { from: 1781524800000 }, fault: { kind: 'status', status: 503 } },
      { method: 'match-v5.getMatch', idPattern: '^EUW1_', at: { from: 2, to: 5 }, fault: { kind: 'cut-body' } },
      { at: 1, key: 'RGAPI-a', fault: { kind: 'latency', ms: { from: 20, to: 60 } } },
      { fault: { kind: 'rename', player: 3, since: 1781524800000, gameName: 'New', tagLine: 'NAME' } },
    ]);
  });

  it('can be empty, and can set a wrong value that is null, false or 0', () => {
    expect(parseFaultScript('[]')).toEqual([]);
    for (const value of [null, false, 0]) {
      const fault = { kind: 'wrong-type', path: 'info', value };
      expect(parseFaultScript(JSON.stringify([{ fault }]))).toEqual([{ fault }]);
    }
  });
});

describe('a mistake', () => {
  it.each([
    ['{', 'the fault script is not JSON: '],
    ['{}', 'a fault script is a JSON array of rules'],
    ['[3]', 'rule 1 must be an object'],
    ['[{}]', 'rule 1: fault must be an object'],
    [
      '[{"fault":{"kind":"cut-body"}},{"fault":{"kind":"boom"}}]',
      'rule 2: fault.kind must be one of status, service-limit',
    ],
    ['[{"fault":{"kind":"status"}}]', 'rule 1: fault.status must be a whole number from 200 to 599'],
    ['[{"fault":{"kind":"status","status":"503"}}]', 'rule 1: fault.status must be a whole number'],
    ['[{"fault":{"kind":"status","status":503,"body":"xml"}}]', 'rule 1: fault.body must be one of json, html, empty'],
    ['[{"fault":{"kind":"cut-body","bytes":3}}]', 'rule 1: fault.bytes is not known here (known: nothing else)'],
    [
      '[{"rout":"euw1","fault":{"kind":"cut-body"}}]',
      'rule 1: rout is not known here (known: route, method, idPattern',
    ],
    ['[{"method":"match","fault":{"kind":"cut-body"}}]', 'rule 1: method must be one of account-v1.getByRiotId'],
    ['[{"idPattern":"(","fault":{"kind":"cut-body"}}]', 'rule 1: idPattern must be a regular expression'],
    ['[{"at":0,"fault":{"kind":"cut-body"}}]', 'rule 1: at must be a whole number from 1, or {"from": ..., "to": ...}'],
    ['[{"at":{"from":3,"to":2},"fault":{"kind":"cut-body"}}]', 'rule 1: at must be'],
    ['[{"at":{},"fault":{"kind":"cut-body"}}]', 'rule 1: at must be'],
    ['[{"at":{"form":3},"fault":{"kind":"cut-body"}}]', 'rule 1: at must be'],
    ['[{"during":{"from":"yesterday"},"fault":{"kind":"cut-body"}}]', 'rule 1: during must be'],
    ['[{"during":{"from":"2026-06-15T12:00:00"},"fault":{"kind":"cut-body"}}]', 'rule 1: during must be'],
    [
      '[{"fault":{"kind":"latency","ms":{"from":20}}}]',
      'rule 1: fault.ms must be a whole number from 0 to 3600000, or',
    ],
    [
      '[{"fault":{"kind":"limits","application":"20/1"}}]',
      'rule 1: fault.application must be limits as in 20:1,100:120',
    ],
    ['[{"fault":{"kind":"late-list","minutes":30,"oneIn":0}}]', 'rule 1: fault.oneIn must be a whole number from 1'],
    ['[{"fault":{"kind":"odd-games","rate":2}}]', 'rule 1: fault.rate must be a number from 0 to 1'],
    ['[{"fault":{"kind":"odd-games","rate":1,"kinds":["arena-9"]}}]', 'rule 1: fault.kinds must be a list of remake'],
    ['[{"at":2,"fault":{"kind":"odd-games","rate":1}}]', 'rule 1: at is not known here (known: nothing else)'],
    [
      '[{"fault":{"kind":"rename","player":-1,"since":0,"gameName":"a","tagLine":"b"}}]',
      'rule 1: fault.player must be',
    ],
  ])('in %s is named', (text, message) => {
    expect(() => parseFaultScript(text)).toThrow(FaultScriptError);
    expect(() => parseFaultScript(text)).toThrow(message);
  });
});
