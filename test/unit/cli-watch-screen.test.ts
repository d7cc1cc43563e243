import { describe, expect, it } from 'vitest';
import { openScreen, type ScreenOptions } from '../../src/cli/commands/watch-screen.ts';
import type { WatchEvent } from '../../src/jobs/watch-events.ts';
import { settled, VirtualClock } from './riot-virtual-clock.ts';

const START = 1_793_534_400_000;
const ERASE = '\r\u001b[2K';

const started: WatchEvent = {
  kind: 'started',
  jobName: 'updater',
  pid: 4711,
  scheduledFor: START,
  trigger: 'schedule',
};
const failed: Extract<WatchEvent, { kind: 'ended' }> = {
  kind: 'ended',
  jobName: 'updater',
  pid: 4711,
  end: { exitCode: 13, signalName: null, problem: null },
  tookMs: 2000,
  wasOverdue: false,
  execution: undefined,
};
const next: WatchEvent = { kind: 'next', jobName: 'updater', at: START + 60_000 };

function open(
  options: Partial<ScreenOptions> = {},
  surroundings: { isTTY?: boolean; env?: Record<string, string> } = {},
) {
  const { isTTY = false, env = {} } = surroundings;
  const clock = new VirtualClock(START);
  const texts = { stdout: '', stderr: '' };
  const terminal = {
    stdout: { isTTY, columns: 80, write: (text: string) => (texts.stdout += text) },
    stderr: { write: (text: string) => (texts.stderr += text) },
    env,
    signal: new AbortController().signal,
  };
  const defaults = { clock, jobNames: ['updater'], isJson: false, isLogJson: false, isQuiet: false } as const;
  return { screen: openScreen(terminal, { ...defaults, ...options }), texts, clock };
}

describe('off a terminal', () => {
  it('is one line per event, without colours and without a status', () => {
    const { screen, texts, clock } = open();
    for (const event of [next, started, failed]) screen.tell(event);
    screen.close();
    expect(texts.stdout.split('\n').map((line) => line.slice(21, 42))).toEqual([
      'updater will be start',
      'updater started for 2',
      'updater has recorded ',
      '',
    ]);
    expect(clock.step()).toBe(false);
  });

  it('quietly is only what is bad and has not been told, on stderr', () => {
    const { screen, texts } = open({ isQuiet: true });
    for (const event of [next, started, failed]) screen.tell(event);
    expect(texts).toEqual({ stdout: '', stderr: '' });
    screen.tell({ ...failed, end: { exitCode: null, signalName: 'SIGKILL', problem: null } });
    screen.tell({ kind: 'unfit', jobName: 'updater', problem: 'bad' });
    expect(texts.stdout).toBe('');
    expect(texts.stderr.split('\n')).toEqual([
      expect.stringContaining('SIGKILL'),
      expect.stringContaining('cannot be started: bad'),
      '',
    ]);
  });

  it('with --json is one object per line, also quietly', () => {
    const { screen, texts } = open({ isJson: true, isQuiet: true });
    for (const event of [next, started]) screen.tell(event);
    const objects = texts.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(objects).toMatchObject([
      { schemaVersion: 1, event: 'next', job: 'updater' },
      { schemaVersion: 1, event: 'started', job: 'updater' },
    ]);
  });

  it('hands on what a process says: with the name of its job, or JSON as it is', () => {
    const text = open();
    text.screen.say('updater', 'riotjobs: no\u001b[31m key');
    expect(text.texts).toEqual({ stdout: '', stderr: 'updater: riotjobs: no[31m key\n' });
    for (const options of [{ isJson: true }, { isLogJson: true }]) {
      const json = open(options);
      json.screen.say('updater', '{"level":"warn"}');
      expect(json.texts.stderr).toBe('{"level":"warn"}\n');
    }
  });
});

describe('on a terminal', () => {
  it('rewrites one line each second, and takes it back in the end', async () => {
    const { screen, texts, clock } = open({}, { isTTY: true });
    screen.tell(next);
    screen.tell(started);
    texts.stdout = '';
    await settled();
    clock.step();
    await settled();
    clock.step();
    await settled();
    expect(texts.stdout).toBe(`${ERASE}updater runs for 1 s${ERASE}updater runs for 2 s`);
    screen.close();
    expect(texts.stdout.endsWith(ERASE)).toBe(true);
    await settled();
    expect(clock.step()).toBe(false);
    expect(texts.stdout).not.toContain('\n');
  });

  it('takes the line back before another one, on either stream, and writes it again behind it', () => {
    const { screen, texts } = open({}, { isTTY: true, env: { NO_COLOR: '1' } });
    screen.tell(next);
    texts.stdout = '';
    screen.tell(failed);
    expect(texts.stdout).toMatch(
      new RegExp(
        `^${ERASE.replace('[', '\\[')}2026-11-01T12:00:00Z updater has recorded.*\\n${ERASE.replace('[', '\\[')}updater`,
      ),
    );
    texts.stdout = '';
    screen.say('updater', 'a word');
    expect(texts.stdout.startsWith(ERASE)).toBe(true);
    expect(texts.stderr).toBe('updater: a word\n');
    screen.close();
  });

  it('colours what is bad, unless NO_COLOR is set', () => {
    const coloured = open({}, { isTTY: true });
    coloured.screen.tell(failed);
    expect(coloured.texts.stdout).toContain('\u001b[31m');
    coloured.screen.close();
    const plain = open({}, { isTTY: true, env: { NO_COLOR: '1' } });
    plain.screen.tell(failed);
    expect(plain.texts.stdout).not.toContain('\u001b[31m');
    plain.screen.close();
  });

  it.each([
    ['a dumb one', {}, { TERM: 'dumb' }],
    ['with --json', { isJson: true }, {}],
  ])('is one line per event on %s', (_what, options, env) => {
    const { screen, texts } = open(options, { isTTY: true, env });
    screen.tell(next);
    screen.close();
    expect(texts.stdout).not.toContain('\u001b');
    expect(texts.stdout.split('\n')).toHaveLength(2);
  });
});
