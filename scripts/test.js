// `npm test`: check, build, every test. The last line says how it went, whatever happened before it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checks } from './checks.js';
import { runStep, runSteps } from './steps.js';

/** Seconds that the tests of a folder may take together; docs: CONTRIBUTING.md. */
const budgets = { unit: 2, property: 60, store: 30, integration: 60, e2e: 180, fault: 180 };

const root = fileURLToPath(new URL('..', import.meta.url));
const reference = new URL('../../shared/', import.meta.url);
const build = { name: 'build', command: [process.execPath, 'scripts/build.js'] };

/** Vitest's own words go to the terminal, its results into a file; no file means that it crashed. */
function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), 'riotjobs-results-'));
  const file = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...reporters];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const files = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testResults : [];
  rmSync(folder, { recursive: true, force: true });
  return { status, files };
}

/** What went wrong outside a test; each counts as one failure. */
function otherFailures({ status, files }) {
  const tests = files.flatMap((file) => file.assertionResults);
  const hasFailed = (test) => test.status === 'failed';
  const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(hasFailed));
  const failures = broken.map((file) => `${file.name}: failed outside its tests`);
  if (!tests.some((test) => test.status === 'passed')) failures.push('no test passed');
  const isExplained = failures.length > 0 || tests.some(hasFailed);
  return status === 0 || isExplained ? failures : [`vitest ended with ${status}, although no test failed`];
}

/** Names of what passed, failed and was skipped, steps and tests alike. */
function sortOut(steps, vitest) {
  const tests = vitest.files.flatMap((file) => file.assertionResults);
  const ofStatus = (status) => tests.filter((test) => test.status === status).map((test) => test.fullName);
  const ofStep = (isOk) => steps.filter((step) => step.isOk === isOk).map((step) => step.name);
  const passed = [...ofStep(true), ...ofStatus('passed')];
  const failed = [...ofStep(false), ...ofStatus('failed'), ...otherFailures(vitest)];
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map((test) => test.fullName);
  return { passed, failed, skipped };
}

function tell(title, names) {
  if (names.length > 0) process.stdout.write(`${title}:\n${names.map((name) => `  ${name}\n`).join('')}`);
}

/** Sums of what single tests took: folders run side by side. */
function secondsOf(folder, { files }) {
  const ofFolder = files.filter((file) => relative(root, file.name).split(sep)[1] === folder);
  const tests = ofFolder.flatMap((file) => file.assertionResults);
  return tests.reduce((sum, test) => sum + (test.duration ?? 0), 0) / 1000;
}

function tellBudgets(vitest) {
  const lines = Object.entries(budgets).map(([folder, budget]) => {
    const seconds = secondsOf(folder, vitest);
    return `${folder} ${seconds.toFixed(0)} s of ${budget} s${seconds > budget ? ' (OVER its budget)' : ''}`;
  });
  process.stdout.write(`Time of the tests: ${lines.join(', ')}.\n`);
}

const startedAt = Date.now();
const steps = [...(await runSteps(checks)), await runStep(build)];
const vitest = runVitest();
const { passed, failed, skipped } = sortOut(steps, vitest);
const isAlone = !existsSync(reference);
tell(isAlone ? 'Skipped (some tests read ../shared, which is absent)' : 'Skipped', skipped);
tell('Failed', failed);
tellBudgets(vitest);
process.stdout.write(`Checks, build and tests took ${((Date.now() - startedAt) / 1000).toFixed(0)} s.\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
const also = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
process.stdout.write(`${passed.length} passed, ${failed.length} failed${also}\n`);
