import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { certifyCommand } from '../../src/cli/commands/certify.ts';
import { checkCommand } from '../../src/cli/commands/check.ts';
import { conformCommand } from '../../src/cli/commands/conform.ts';
import { convertCommand } from '../../src/cli/commands/convert.ts';
import { evaluateCommand } from '../../src/cli/commands/evaluate.ts';
import { explainCommand } from '../../src/cli/commands/explain.ts';
import { exportCommand } from '../../src/cli/commands/export.ts';
import { lawsCommand } from '../../src/cli/commands/laws.ts';
import { replayCommand } from '../../src/cli/commands/replay.ts';
import { trainCommand } from '../../src/cli/commands/train.ts';
import { validateCommand } from '../../src/cli/commands/validate.ts';
import { compiledEngine } from '../../src/engines/onnx/index.ts';
import { main, root, run, temporaryFolder } from './run.ts';

const commands: readonly (readonly [name: string, command: Command])[] = [
  ['certify', certifyCommand],
  ['check', checkCommand],
  ['validate', validateCommand],
  ['convert', convertCommand],
  ['laws', lawsCommand],
  ['explain', explainCommand],
  ['conform', conformCommand],
  ['replay', replayCommand],
  ['train', trainCommand],
  ['evaluate', evaluateCommand],
  ['export', exportCommand],
];

const hasEngine = await compiledEngine(1).then(
  () => true,
  () => false,
);
/** What needs an engine, or what that has made. */
const needsEngine = ['train', 'evaluate', 'export'];

const folder = temporaryFolder();

test('the overview names every command and the exit codes', async () => {
  const asked = await run(['--help']);
  expect(asked).toMatchObject({ code: 0, stderr: '' });
  const listed = [...asked.stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name);
  expect(listed).toEqual(commands.map(([name]) => name));
  expect(asked.stdout).toContain('0 holds, 1 refuted, 2 bad usage or input, 3 inconclusive');
  expect(await run([])).toEqual({ ...asked, code: 2 });
});

test('whoever reads may stop before the end', async () => {
  const piped = ['-c', '"$0" "$1" laws | true', process.execPath, main];
  const { stderr } = await promisify(execFile)('sh', piped, { cwd: root });
  expect(stderr).toBe('');
});

describe.concurrent.each(commands)('%s', (name, command) => {
  test('--help prints its usage and an example', async () => {
    const asked = await run([name, '--help']);
    expect(asked).toEqual({ code: 0, stdout: `${command.help}\n`, stderr: '' });
    expect(asked.stdout).toMatch(new RegExp(`^soft-bellman ${name}.*\\n[^]*\\nExample:\\n {2}soft-bellman ${name}`));
  });

  test('its help tells every option, and no other', () => {
    const told = [...command.help.split('Example:')[0].matchAll(/^ {2}--([\w-]+)/gm)].map(([, option]) => option);
    expect(told.sort()).toEqual(Object.keys(command.options).sort());
  });
});

test('every example runs', async () => {
  const wrong = [process.execPath, join(root, 'test/conformance/fixtures/subject.mjs'), 'wrong sign'];
  expect(await run(['conform', '--law', 'gibbs-identity', '--out', 'cases', '--', ...wrong], folder)).toMatchObject({
    code: 1,
  });
  for (const [name, { help }] of commands) {
    if (needsEngine.includes(name) && !hasEngine) continue;
    const [, example] = /Example:\n {2}soft-bellman (.*)/.exec(help)!;
    const [ours] = example
      .replace('--certificate out.json', '--certificate certificate.json')
      .replace(/^train .*/, '$& --steps 110')
      .split(' | ');
    expect(await run(ours.split(' '), folder)).toMatchObject({ code: 0, stderr: '' });
  }
});
