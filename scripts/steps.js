// Runs commands as named steps and says of each how it went.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Two cores are what the smallest machines have; more at once would only make each one slower. */
const AT_ONCE = 2;

/** Runs a command to its end; its output is kept, in the order it came. */
function run([program, ...args], stdio = ['ignore', 'pipe', 'pipe']) {
  return new Promise((resolve) => {
    const startedAt = Date.now();
    const chunks = [];
    const end = (isOk, more) => resolve({ isOk, output: chunks.join('') + more, ms: Date.now() - startedAt });
    const child = spawn(program, args, { cwd: root, stdio, shell: program === 'npm' && process.platform === 'win32' });
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => end(false, `${error.message}\n`));
    child.on('close', (code) => end(code === 0, ''));
  });
}

/** Runs one step; tells its name and how it went in a line, and the output when it failed. */
export async function runStep({ name, command, stdio }) {
  const { isOk, output, ms } = await run(command, stdio);
  process.stdout.write(`${isOk ? 'ok    ' : 'FAILED'} ${name} (${(ms / 1000).toFixed(1)} s)\n`);
  if (!isOk) process.stdout.write(`${output.trimEnd()}\n\n`);
  return { name, isOk };
}

/** Runs independent steps, two at a time, each told when it ends. */
export async function runSteps(steps) {
  const waiting = [...steps];
  const results = [];
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await runStep(step));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
