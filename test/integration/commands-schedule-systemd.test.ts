import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { machine, readIfThere } from './schedule-machine.ts';

const unitOf = (home: string, name = 'riotjobs.service') => join(home, '.config', 'systemd', 'user', name);

describe('schedule install systemd', () => {
  it('writes a unit and starts it once there is a key', async () => {
    const { run, home, environmentFile, takeSystemctl } = machine(['systemctl']);
    const first = await run('schedule', 'install', 'systemd');
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toContain('systemctl --user start riotjobs.service');
    expect(first.stderr).toContain('enable-linger');
    expect(takeSystemctl()).toEqual(['--user daemon-reload', '--user enable riotjobs.service']);
    expect(readIfThere(unitOf(home))).toContain(`EnvironmentFile=${environmentFile}\n`);
    writeFileSync(environmentFile, "RIOT_API_KEY_FILE='/k'\n");
    await run('schedule', 'install', 'systemd');
    expect(takeSystemctl().at(-1)).toBe('--user start riotjobs.service');
    await run('schedule', 'install', 'systemd', '--api-url', 'http://127.0.0.1:9');
    expect(takeSystemctl().at(-1)).toBe('--user restart riotjobs.service');
    const shown = JSON.parse((await run('schedule', 'show', '--json')).stdout);
    expect(shown.items).toMatchObject([{ kind: 'systemd', where: unitOf(home), isCurrent: false }]);
    const removed = await run('schedule', 'remove');
    expect(removed).toMatchObject({ code: 0, stderr: `removed: ${unitOf(home)}\n` });
    expect(takeSystemctl()).toEqual(['--user disable --now riotjobs.service', '--user daemon-reload']);
    expect(readIfThere(unitOf(home))).toBeUndefined();
  });

  it.each([['no systemctl', []] as const, ['one that reaches nobody', ['systemctl']] as const])(
    'with %s it says what to type',
    async (_, programs) => {
      const m = machine([...programs]);
      m.break('systemd');
      const { code, stderr } = await m.run('schedule', 'install', 'systemd');
      expect(code).toBe(0);
      expect(stderr).toContain('type: systemctl --user daemon-reload && systemctl --user enable riotjobs.service\n');
      expect(readIfThere(unitOf(m.home))).toContain('ExecStart=');
      expect((await m.run('schedule', 'remove')).stderr).toContain('systemctl --user disable --now riotjobs.service');
      expect(readIfThere(unitOf(m.home))).toBeUndefined();
    },
  );

  it("gives another database a unit of its own, and leaves somebody else's alone", async () => {
    const { run, home } = machine(['systemctl']);
    mkdirSync(dirname(unitOf(home)), { recursive: true });
    writeFileSync(unitOf(home), '[Unit]\n');
    for (const name of ['one.db', 'two.db'])
      await run('schedule', 'install', 'systemd', '--database', join(home, name));
    const { items } = JSON.parse((await run('schedule', 'show', '--json')).stdout);
    const names = items.map(({ where }: { where: string }) => where.slice(dirname(unitOf(home)).length + 1));
    expect(names).toEqual([
      expect.stringMatching(/^riotjobs-[0-9a-f]{8}\.service$/),
      expect.stringMatching(/^riotjobs-/),
    ]);
    await run('schedule', 'remove', '--database', join(home, 'one.db'));
    expect(readIfThere(unitOf(home))).toBe('[Unit]\n');
    expect(JSON.parse((await run('schedule', 'show', '--json')).stdout).items).toHaveLength(1);
  });

  it('prints without changing anything', async () => {
    const { run, home, takeSystemctl } = machine(['systemctl']);
    const { stdout, code } = await run('schedule', 'install', 'systemd', '--print');
    expect(code).toBe(0);
    expect(stdout).toContain('SuccessExitStatus=130 143\n');
    expect(readIfThere(unitOf(home))).toBeUndefined();
    expect(takeSystemctl()).toEqual([]);
  });

  const analyzer = 'systemd-analyze';

  it.skipIf(spawnSync(analyzer, ['--version']).status !== 0)('is what systemd understands', async () => {
    const { run, home } = machine([]);
    const database = join(home, `50% "of" it's $HOME.db`);
    const { stdout } = await run('schedule', 'install', 'systemd', '--print', '--database', database);
    const unit = join(home, 'riotjobs.service');
    writeFileSync(unit, stdout);
    const env = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home };
    const { status, stderr } = spawnSync(analyzer, ['--user', 'verify', unit], { env, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

it('two kinds at once are shown, and removed together', async () => {
  const { run, readCrontab, home } = machine(['crontab', 'systemctl']);
  await run('schedule', 'install', 'cron');
  await run('schedule', 'install', 'systemd');
  const { stdout } = await run('schedule', 'show');
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[0]),
  ).toEqual(['kind', 'cron', 'systemd']);
  const { removed } = JSON.parse((await run('schedule', 'remove', '--json')).stdout);
  expect(removed).toEqual(['crontab', unitOf(home), join(home, '.config', 'riotjobs', 'environment')]);
  expect(readCrontab()).toBeUndefined();
});
