// `npm run check`: everything that can be said about the code without running it.
import { checks } from './checks.js';
import { runSteps } from './steps.js';

const results = await runSteps(checks);
process.exitCode = results.every(({ isOk }) => isOk) ? 0 : 1;
