import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoted } from '../../src/cli/schedule/cron-line.ts';
import { commandOfCron, machine, readIfThere, runAsCron } from './schedule-machine.ts';

const cronLineOf = (crontab = '') => crontab.split('\n').find((line) => line.startsWith('* * * * * ')) ?? '';

describe('schedule install cron', () => {
  it('adds one line, and nothing when it is there already', async () => {
    const { run, env, readCrontab, environmentFile, home } = machine(['crontab']);
    const first = await run('schedule', 'install', 'cron');
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toMatch(/^installed: crontab\n/);
    expect(first.stderr).toContain(environmentFile);
    const database = env['RIOTJOBS_DATABASE'];
    const crontab = readCrontab();
    expect(crontab).toContain(`# BEGIN riotjobs ${database}\n`);
    expect(cronLineOf(crontab)).toContain(`${process.execPath} --env-file=${environmentFile}`);
    expect(cronLineOf(crontab)).toMatch(new RegExp(`bin/riotjobs.js watch --once --database ${database}$`));
    const again = await run('schedule', 'install', 'cron');
    expect(again.stderr).toMatch(/^installed already: crontab\n/);
    expect(readCrontab()).toBe(crontab);
    expect(readIfThere(join(home, 'crontab.log'))).toBe('write\n');
  });

  it('leaves every other byte of the crontab alone, and takes back what it has done', async () => {
    const { run, readCrontab, writeCrontab, environmentFile, home } = machine(['crontab']);
    const lines = Buffer.from([...Buffer.from('MAILTO=""\r\n5 4 * * * echo 50\\% \t\n# caf'), 0xe9, 0x0a]);
    writeCrontab(lines);
    await run('schedule', 'install', 'cron');
    const installed = readFileSync(join(home, 'crontab.txt'));
    expect(installed.subarray(0, lines.length).equals(lines)).toBe(true);
    const removed = await run('schedule', 'remove');
    expect(removed).toMatchObject({ code: 0, stderr: `removed: crontab\nremoved: ${environmentFile}\n` });
    expect(readFileSync(join(home, 'crontab.txt')).equals(lines)).toBe(true);
    expect((await run('schedule', 'remove')).stderr).toMatch(/^nothing is installed for /);
    writeCrontab('* * * * * last line without an end');
    await run('schedule', 'install', 'cron');
    expect(readCrontab()).toMatch(/^\* \* \* \* \* last line without an end\n# BEGIN riotjobs /);
  });

  it('leaves no crontab where there was none', async () => {
    const { run, readCrontab } = machine(['crontab']);
    await run('schedule', 'install', 'cron');
    await run('schedule', 'remove');
    expect(readCrontab()).toBeUndefined();
  });

  it('keeps one line for each database', async () => {
    const { run, readCrontab, home } = machine(['crontab']);
    await run('schedule', 'install', 'cron');
    await run('schedule', 'install', 'cron', '--database', join(home, 'other.db'));
    expect(readCrontab()?.match(/^\* /gm)).toHaveLength(2);
    const { items } = JSON.parse((await run('schedule', 'show', '--json')).stdout);
    expect(items).toMatchObject([
      { kind: 'cron', database: join(home, 'jobs.db'), isCurrent: true },
      { kind: 'cron', database: join(home, 'other.db'), isCurrent: null },
    ]);
    await run('schedule', 'remove');
    expect(readCrontab()?.match(/^# BEGIN .*/gm)).toEqual([`# BEGIN riotjobs ${join(home, 'other.db')}`]);
  });

  it('carries settings that are no secret, as absolute paths, and no secret', async () => {
    const { run, readCrontab, home, environmentFile } = machine(['crontab'], {
      RIOT_API_KEY: 'RGAPI-of-this-shell',
      RIOTJOBS_PING_URL: 'https://ping.example/token',
      RIOTJOBS_API_URL: 'http://127.0.0.1:9/{route}',
    });
    const state = join(home, 'my state');
    writeFileSync(join(home, 'c.json'), '{}');
    const moved = { XDG_STATE_HOME: state, HOME: home, RIOTJOBS_DATABASE: join(home, 'jobs.db') };
    const other = machine(['crontab'], moved);
    const { stderr } = await run('schedule', 'install', 'cron', '--config', join(home, 'c.json'));
    expect(stderr).toContain(
      `set here and not in ${environmentFile}, so no start will see it: RIOT_API_KEY, RIOTJOBS_PING_URL`,
    );
    expect(cronLineOf(readCrontab())).toMatch(/--config \S+c.json --api-url 'http:\/\/127.0.0.1:9\/\{route\}'$/);
    expect(readCrontab()).not.toMatch(/RGAPI|token/);
    await other.run('schedule', 'install', 'cron');
    expect(cronLineOf(readCrontab())).toContain(`* XDG_STATE_HOME='${state}' /`);
    expect((await run('schedule', 'show')).stderr).toContain('riotjobs schedule install cron');
  });

  it('makes the file for settings, with mode 0600, and never overwrites it', async () => {
    const { run, environmentFile } = machine(['crontab']);
    mkdirSync(dirname(environmentFile), { recursive: true });
    await run('schedule', 'install', 'cron');
    expect(statSync(environmentFile).mode & 0o777).toBe(0o600);
    writeFileSync(environmentFile, "RIOT_API_KEY='RGAPI-mine'\n");
    const { stderr } = await run('schedule', 'install', 'cron');
    expect(stderr).not.toContain('RIOT_API_KEY');
    await run('schedule', 'remove');
    expect(readIfThere(environmentFile)).toBe("RIOT_API_KEY='RGAPI-mine'\n");
    chmodSync(environmentFile, 0o644);
    expect((await run('schedule', 'install', 'cron')).stderr).toContain('chmod 600');
  });

  it('prints without changing anything', async () => {
    const { run, readCrontab, environmentFile } = machine([]);
    const printed = await run('schedule', 'install', 'cron', '--print');
    expect(printed).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${environmentFile}, which is not there`),
    });
    expect(printed.stdout).toMatch(/^# BEGIN riotjobs .*\n\* \* \* \* \* .*\n# END riotjobs .*\n$/);
    expect(readIfThere(environmentFile)).toBeUndefined();
    expect(readCrontab()).toBeUndefined();
    const { schedule } = JSON.parse((await run('schedule', 'install', 'cron', '--print', '--json')).stdout);
    expect(schedule).toMatchObject({ kind: 'cron', environmentFile, text: printed.stdout });
  });

  it('without a crontab program: 1, with the way out, and nothing is left behind', async () => {
    const { run, environmentFile } = machine([]);
    const { code, stderr } = await run('schedule', 'install', 'cron');
    expect(code).toBe(1);
    expect(stderr).toContain('--print');
    expect(readIfThere(environmentFile)).toBeUndefined();
    expect(await run('schedule', 'show')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('nothing is installed'),
    });
  });

  it('does not take a crontab that cannot be read for an empty one', async () => {
    const m = machine(['crontab']);
    m.writeCrontab('a\n');
    m.break('crontab');
    for (const argv of [['install', 'cron'], ['remove'], ['show']]) {
      expect(await m.run('schedule', ...argv)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('permission denied'),
      });
    }
    expect(m.readCrontab()).toBe('a\n');
  });

  it.each([
    [['--database', ':memory:'], 'a file'],
    [['--database', '/tmp/a\nb.db'], 'line end'],
    [['--database', `/${'x'.repeat(1000)}`], '998'],
  ])('refuses %j: 12', async (options, words) => {
    const { run, environmentFile } = machine(['crontab']);
    expect(await run('schedule', 'install', 'cron', ...options)).toMatchObject({
      code: 12,
      stderr: expect.stringContaining(words),
    });
    expect(readIfThere(environmentFile)).toBeUndefined();
  });
});

describe('the installed line', () => {
  it('starts riotjobs as cron would start it, whatever is in the paths', async () => {
    const m = machine(['crontab']);
    const folder = join(m.home, `it's 100% "my\\folder"`);
    const config = join(folder, 'con fig');
    mkdirSync(config, { recursive: true });
    const env = { HOME: m.home, XDG_CONFIG_HOME: config, XDG_STATE_HOME: join(folder, 'state') };
    const place = machine(['crontab'], { ...env, RIOTJOBS_DATABASE: join(folder, 'the jobs.db') });
    expect((await place.run('schedule', 'install', 'cron')).code).toBe(0);
    const line = cronLineOf(m.readCrontab());
    const withoutKey = await runAsCron(line, m.home);
    expect(withoutKey).toMatchObject({ status: 4, stdout: '', stderr: expect.stringContaining('API key') });
    writeFileSync(join(config, 'riotjobs', 'environment'), "RIOT_API_KEY='RGAPI-of-this-test'\n");
    // Nobody is tracked, so that there is nothing to ask Riot for.
    expect(await runAsCron(line, m.home)).toEqual({ status: 0, stdout: '', stderr: '' });
    const { items } = JSON.parse((await place.run('executions', 'list', '--json')).stdout);
    const ran = items.map(({ job, status }: Record<string, string>) => `${job} ${status}`).sort();
    expect(ran).toEqual(['analyzer SUCCESS', 'updater SUCCESS']);
    expect((await place.run('schedule', 'show', '--json')).stdout).toContain('"isCurrent":true');
  });

  it('brings any word through cron and the shell, also through a cron that knows no percent signs', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', ' ', '%', '\\', "'", '"', '$', '`', '*', '\u00e9', '!', '~', ';'),
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
        const command = `printf '[%s]' ${words.map(quoted).join(' ')}`.replaceAll("'[%s]'", quoted('[%s]'));
        const wanted = words.map((one) => `[${one}]`).join('');
        for (const text of [commandOfCron(`* * * * * ${command}`), command]) {
          expect(spawnSync('/bin/sh', ['-c', text], { encoding: 'utf8' }).stdout).toBe(wanted);
        }
      }),
      { numRuns: 15 },
    );
  });
});
