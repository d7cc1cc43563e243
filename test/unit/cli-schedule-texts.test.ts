import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/cli/errors.ts';
import type { Call } from '../../src/cli/schedule/call.ts';
import { cronLine, quoted } from '../../src/cli/schedule/cron-line.ts';
import { commandOfUnit, databaseOfUnit, unitText } from '../../src/cli/schedule/systemd-unit.ts';

const call: Call = {
  node: '/opt/node/bin/node',
  script: '/opt/riotjobs/bin/riotjobs.js',
  database: '/data/riotjobs.db',
  options: ['--database', '/data/riotjobs.db'],
  environment: {},
  environmentFile: '/home/ann/.config/riotjobs/environment',
};

const awkward: Call = {
  ...call,
  node: '/opt/my node/node',
  database: `/d/50% "of" it's $HOME.db`,
  options: ['--database', `/d/50% "of" it's $HOME.db`],
  environment: { XDG_STATE_HOME: '/my state' },
  environmentFile: '/home/ann/a [b] 5%/environment',
};

describe('the line for cron', () => {
  it('is readable where nothing needs quotes', () => {
    expect(cronLine(call)).toBe(
      '* * * * * /opt/node/bin/node --env-file=/home/ann/.config/riotjobs/environment ' +
        '/opt/riotjobs/bin/riotjobs.js watch --once --database /data/riotjobs.db',
    );
  });

  it('keeps words together and lets neither cron nor the shell read anything into them', () => {
    expect(cronLine(awkward)).toBe(
      `* * * * * XDG_STATE_HOME='/my state' '/opt/my node/node' '--env-file=/home/ann/a [b] 5'\\%'/environment' ` +
        `/opt/riotjobs/bin/riotjobs.js watch --once --database '/d/50'\\%' "of" it'"'"'s $HOME.db'`,
    );
    expect(quoted('a\\b')).toBe(`'a\\''b'`);
  });

  it('is refused where cron would cut it', () => {
    const long = { ...call, script: `/${'x'.repeat(1000)}` };
    expect(() => cronLine(long)).toThrow(ConfigError);
  });
});

describe('the unit for systemd', () => {
  it('keeps watch running', () => {
    expect(unitText(call)).toBe(`# riotjobs schedule install systemd, for the database /data/riotjobs.db
[Unit]
Description=riotjobs watch
After=network-online.target

[Service]
ExecStart=/opt/node/bin/node /opt/riotjobs/bin/riotjobs.js watch --database /data/riotjobs.db
EnvironmentFile=/home/ann/.config/riotjobs/environment
Restart=on-failure
RestartSec=30
SuccessExitStatus=130 143
KillMode=mixed
UMask=0077

[Install]
WantedBy=default.target
`);
  });

  it('keeps words together and lets systemd read nothing into them', () => {
    const unit = unitText(awkward);
    expect(unit).toContain(
      `ExecStart="/opt/my node/node" /opt/riotjobs/bin/riotjobs.js watch --database "/d/50%% \\"of\\" it's $$HOME.db"\n`,
    );
    expect(unit).toContain('Environment="XDG_STATE_HOME=/my state"\n');
    expect(unit).toContain('EnvironmentFile=/home/ann/a \\[b] 5%%/environment\n');
  });

  it('says which database it is for, and that it is ours', () => {
    expect(databaseOfUnit(unitText(awkward))).toBe(awkward.database);
    expect(databaseOfUnit('[Unit]\n')).toBeUndefined();
    expect(commandOfUnit(unitText(call))).toContain('watch --database');
  });
});
