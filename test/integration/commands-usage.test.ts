import { expect, it } from 'vitest';
import { riotjobs } from './command-line.ts';

it.each([
  [['players', 'lst'], "unknown command 'lst'", '(Did you mean list?)'],
  [['executions', 'list', '--limt', '3'], "unknown option '--limt'", '(Did you mean --limit?)'],
  [['executions', 'list', '--limit', '0'], 'It is 1 or more.', undefined],
  [['jobs', 'show'], "missing required argument 'name'", undefined],
])('%j is refused with the same words as text and as JSON', async (argv, message, hint) => {
  const asText = await riotjobs(argv);
  expect(asText).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  expect(asText.stderr).toContain(hint ?? '');
  const asJson = await riotjobs([...argv, '--json']);
  expect(asJson).toMatchObject({ code: 2, stdout: '' });
  const { error } = JSON.parse(asJson.stderr);
  expect(error).toEqual({ code: 2, name: 'USAGE', message: expect.stringContaining(message), ...(hint && { hint }) });
});

it('a group of commands alone: 2, with its help', async () => {
  expect(await riotjobs(['players'])).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('Usage:'),
  });
  const { code, stderr } = await riotjobs(['players', '--json']);
  expect({ code, error: JSON.parse(stderr).error.name }).toEqual({ code: 2, error: 'USAGE' });
});
