#!/usr/bin/env node
// Refuses an unfit Node before anything is loaded (there the database binding crashes without a message), then starts main().
// Written so that Node 12 can still read it, and say so.

const wanted = '^22.19.0 || >=24.6.0';
const unfit = 12;
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
/** Ends that no signal has asked for. */
const streamCodes = { SIGPIPE: 0, UNWRITABLE: 1 };

/** The same range as `wanted` and as engines.node in package.json. */
function isFit(version) {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10));
  const major = parts[0];
  const minor = parts[1];
  if (major === 22) return minor >= 19;
  return major > 24 || (major === 24 && minor >= 6);
}

/** The first signal asks for an orderly end, the second one does not wait for it. */
function listenToSignals(stop) {
  Object.keys(exitCodes).forEach((name) => {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(exitCodes[name]);
      stop.abort(name);
    });
  });
}

/** A reader that has left (`| head -1`) ends the program, and is no error; a full disk is one. */
function listenToStreams(stop) {
  [process.stdout, process.stderr].forEach((stream) => {
    stream.on('error', (error) => {
      if (stop.signal.aborted) return;
      if (error.code === 'EPIPE') return leave(stream, stop);
      stop.abort('UNWRITABLE');
      process.exitCode = streamCodes.UNWRITABLE;
      process.stderr.write(`${complaint(`the output cannot be written: ${error.message}`)}\n`);
    });
  });
}

/** Without a reader of its messages the work goes on. */
function leave(stream, stop) {
  if (stream === process.stdout) stop.abort('SIGPIPE');
}

/** As src/cli/report-error.ts tells errors; its streams are at an end. */
function complaint(message) {
  if (!process.argv.includes('--json')) return `riotjobs: ${message}`;
  return JSON.stringify({ error: { code: streamCodes.UNWRITABLE, name: 'FAILED', message } });
}

/** In a checkout the sources themselves, in an installed package the bundle. */
function importMain() {
  const sources = new URL('../src/cli/main.ts', import.meta.url);
  const isCheckout = process.getBuiltinModule('node:fs').existsSync(sources);
  return import(isCheckout ? sources.href : new URL('../dist/main.js', import.meta.url).href);
}

/** For what does not end by itself when main() has ended: a phase of a job that nothing brings to an end. */
const LINGER_MS = 1000;

/** Everything that was written has reached its reader, or never will. */
function flushed(stream) {
  return new Promise((resolve) => {
    stream.write('', resolve);
  });
}

/** The exit code is set, and a loop that has nothing more to do ends by itself. */
function leaveNothingBehind() {
  return Promise.all([process.stdout, process.stderr].map(flushed)).then(() => {
    setTimeout(() => process.exit(), LINGER_MS).unref();
  });
}

function start() {
  process.getBuiltinModule('node:module').enableCompileCache();
  const stop = new AbortController();
  listenToSignals(stop);
  listenToStreams(stop);
  const streams = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
  const io = Object.assign(streams, { env: process.env, signal: stop.signal });
  return importMain()
    .then((program) => program.main(process.argv.slice(2), io))
    .then((code) => {
      const { reason } = stop.signal;
      process.exitCode = reason in streamCodes ? streamCodes[reason] : code;
    })
    .then(leaveNothingBehind);
}

if (isFit(process.versions.node)) {
  void start();
} else {
  process.stderr.write(
    `riotjobs needs Node ${wanted} and this is ${process.versions.node}: install a newer one, or in a checkout type "npm run riotjobs -- ...", which brings its own.\n`,
  );
  process.exitCode = unfit;
}
