// What the page about the simulator shows can be played, and it shows everything that can.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultKinds, parseFaultScript } from '../../src/simulator/fault-parser.ts';
import { oddKindNames } from '../../src/simulator/odd-kinds.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/simulator.md'), 'utf8');
const faults = [...page.matchAll(/`(\{"kind": [^`]+\})`/g)].map(([, json = '']) => json);

it('each fault on the page is one, and each kind is on the page', () => {
  const shown = faults.map((json) => parseFaultScript(`[{"fault": ${json}}]`)[0]?.fault.kind);
  expect([...new Set(shown)].sort()).toEqual([...faultKinds].sort());
});

it('the script on the page is one', () => {
  const [, script = ''] = /```json\n([^`]+)```/.exec(page) ?? [];
  expect(parseFaultScript(script)).toHaveLength(2);
});

it('each kind of odd game is on the page', () => {
  expect(oddKindNames.filter((kind) => !page.includes(`\`${kind}\``) && !/^swarm-[23]$/.test(kind))).toEqual([]);
});
