// How much of Riot's limits the rate gate uses, and whether it ever exceeds them: real processes over real HTTP.
// npm run bench -- gate [--quick] [--only NAME] [--seconds N] [--seed N] [--details]
// npm run bench -- gate --peers [--only CLIENT] [--seconds N] [--seed N] [--details]: beside other clients of npm

import { parseArgs } from 'node:util';
import { tellCost } from './gate/cost.ts';
import { detailLines } from './gate/details.ts';
import { tellIdle } from './gate/idle.ts';
import { tellPeers } from './gate/peers.ts';
import { headLines, type Result, resultLine, resultOf } from './gate/report.ts';
import { type Pace, play, type ScenarioName, scenarioNames } from './gate/scenarios.ts';

const restarts = { from: 20, to: 70 };

/** Three windows and more of a development key, and what a production key does in the same time. */
const dev: Pace = { limits: '20:1,100:120', waiting: 60, seconds: 365, restarts, cronSeconds: 60 };
const prod: Pace = { limits: '500:10,30000:600', waiting: 200, seconds: 125, restarts, cronSeconds: 60 };
const quick: Pace = {
  limits: '20:1,100:20',
  waiting: 60,
  seconds: 42,
  restarts: { from: 3, to: 10 },
  cronSeconds: 10,
};

/** Three windows, whose last one is almost over. */
const PEER_SECONDS = '59';

interface Scenario {
  readonly name: ScenarioName;
  readonly title: string;
  readonly pace: Pace;
}

interface Options {
  readonly seed: number;
  readonly hasDetails: boolean;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      peers: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      seconds: { type: 'string' },
      seed: { type: 'string', default: '1' },
      details: { type: 'boolean', default: false },
    },
  });
  const { quick: isQuick, only, seconds, details: hasDetails } = values;
  const seed = Number(values.seed);
  if (values.peers) return await tellPeers({ pace: lasting(quick, seconds ?? PEER_SECONDS), seed, only, hasDetails });
  const names = scenarioNames.filter((name) => isWanted(name, only));
  const scenarios = scenariosOf(names, isQuick).map((one) => ({ ...one, pace: lasting(one.pace, seconds) }));
  if (scenarios.length > 0) for (const line of headLines()) console.log(line);
  for (const scenario of scenarios) await tell(scenario, { seed, hasDetails });
  if (isWanted('cost', only)) await tellCost(isQuick ? 6 : 30);
  if (isWanted('idle', only)) await tellIdle();
}

function lasting(pace: Pace, seconds: string | undefined): Pace {
  return seconds === undefined ? pace : { ...pace, seconds: Number(seconds) };
}

function isWanted(name: string, only: string | undefined): boolean {
  return only === undefined || only === name;
}

function scenariosOf(names: readonly ScenarioName[], isQuick: boolean): readonly Scenario[] {
  if (isQuick) return names.map((name) => ({ name, title: name, pace: quick }));
  return names.flatMap((name) => [
    { name, title: `${name}, dev`, pace: dev },
    ...(name === 'cron' ? [] : [{ name, title: `${name}, prod`, pace: prod }]),
  ]);
}

async function tell({ name, title, pace }: Scenario, { seed, hasDetails }: Options): Promise<Result> {
  const stage = await play(name, pace, { seed });
  const result = resultOf(title, pace.limits, stage);
  console.log(resultLine(result));
  if (hasDetails) for (const line of detailLines(pace.limits, stage)) console.log(`    ${line}`);
  await stage.close();
  return result;
}
