import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkpointIn, settingsIn } from '../../src/cli/training-folder.ts';
import { choicesOf, settingOf } from '../../src/cli/training-options.ts';
import { compiledEngine } from '../../src/engines/onnx/index.ts';
import { onnxRuntime } from '../../src/engines/onnx/session.ts';
import { type Box, makeEnvironment } from '../../src/environments/index.ts';
import { contains, width } from '../../src/interpretations/interval.ts';
import { actionEnclosures } from '../sac/action-enclosures.ts';
import { main, run, temporaryFolder } from './run.ts';

const hasEngine = await compiledEngine(1).then(
  () => true,
  () => false,
);
const folder = temporaryFolder();

const file = (...path: readonly string[]): Buffer => readFileSync(join(folder, ...path));

/** Vitest compares long buffers slowly. */
const hash = (...path: readonly string[]): string =>
  createHash('sha256')
    .update(file(...path))
    .digest('hex');

const sparse = (reward: number, ...more: readonly (readonly number[])[]): string =>
  JSON.stringify({
    format: 'soft-bellman-mdp/1',
    states: 2,
    transitions: [[0, 0, 0, 1], [0, 1, 1, 1], ...more],
    rewards: [[0, 0, reward]],
    terminal: more.length > 0 ? [] : [1],
  });

describe.skipIf(!hasEngine)('train', () => {
  /* Updates begin after step 100. */
  const pendulum = (out: string, steps: number, ...options: readonly string[]): readonly string[] => [
    'train',
    ...['--env', 'Pendulum-v1', '--seed', '3', '--steps', String(steps), '--out', out],
    ...options,
  ];

  beforeAll(async () => {
    expect(await run(pendulum('whole', 230), folder)).toMatchObject({ code: 0 });
    expect(await run(pendulum('parts', 130), folder)).toMatchObject({ code: 0 });
    cpSync(join(folder, 'parts'), join(folder, 'begun'), { recursive: true });
  });

  test('says what it trains with, and where it is', async () => {
    const { code, stdout } = await run(pendulum('said', 110), folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Pendulum-v1: observations of 3 numbers, actions of 1\npreset {5}soft-bellman: .*\nengine {5}compiled: onnxruntime-node \d+\.\d+\.\d+, 1 thread\nseed {7}3\n/,
    );
    expect(stdout).toMatch(/\nreturn {5}no episode has ended\ntook {7}110 steps, 10 updates, 0:\d\d\n/);
    expect(readdirSync(join(folder, 'said')).sort()).toEqual([
      'checkpoint',
      'returns.csv',
      'returns.svg',
      'settings.json',
    ]);
  });

  test('gone on with, it is the training that never stopped, to the bit', async () => {
    const resumed = await run(['train', '--resume', '--out', 'parts', '--steps', '230'], folder);
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    expect(resumed.stdout).toMatch(/\ngoes on {4}parts is at step 130\n/);
    for (const name of ['checkpoint', 'returns.csv', 'settings.json', 'returns.svg'])
      expect(hash('parts', name), name).toBe(hash('whole', name));
    expect(hash('parts', 'checkpoint')).not.toBe(hash('begun', 'checkpoint'));
  });

  test('keeps a table of its episodes', () => {
    const [header, first, ...rest] = file('whole', 'returns.csv').toString().split('\n');
    expect(header).toBe('episode,step,return,length,critics loss,actor loss,temperature loss');
    expect(first).toMatch(/^1,200,-\d+\.\d+,200,\d+\.\d+,-?\d+\.\d+,-?\d+\.\d+$/);
    expect(rest).toEqual(['']);
  });

  test('for machines', async () => {
    const { code, stdout } = await run(pendulum('machine', 0, '--json'), folder);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      status: 'finished',
      steps: 0,
      updates: 0,
      episodes: 0,
      meanReturn: null,
      seconds: expect.any(Number),
      folder: 'machine',
    });
  });

  test('with a preset that is changed, and remembered so', async () => {
    const changes = 'hidden=8x4,batchSize=2,learningStarts=3,updatesPerStep=2';
    const { code, stdout } = await run(pendulum('changed', 5, '--set', changes), folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\ntook {7}5 steps, 4 updates, /);
    expect(settingsIn(join(folder, 'changed')).set).toBe(changes);
    expect(await run(['evaluate', 'changed', '--episodes', '1'], folder)).toMatchObject({ code: 0, stderr: '' });
    const { algorithm } = settingOf(choicesOf({ env: 'Pendulum-v1', set: changes }), 'compiled');
    /* Layers of 3 and 8 numbers, and two of 4. */
    expect(algorithm.state.actor.values).toEqual([(3 + 1) * 8 + (8 + 1) * 4 + 2 * (4 + 1)]);
    const other = await run(['train', '--resume', '--out', 'changed', '--set', 'hidden=8'], folder);
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(/--set is hidden=8, but changed was begun with hidden=8x4,/);
  });

  test('in a finite MDP', async () => {
    const model = 'models/gymnasium/frozen-lake-4x4.json';
    const { code, stdout } = await run(['train', '--env', model, '--steps', '120', '--time-limit', '5'], folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^models\/gymnasium\/frozen-lake-4x4\.json: observations of 16 numbers, one of 4 actions\n/);
    const lengths = file('out', 'frozen-lake-4x4', 'returns.csv')
      .toString()
      .trim()
      .split('\n')
      .slice(1)
      .map(row => Number(row.split(',')[3]));
    expect(Math.max(...lengths)).toBe(5);
    expect(lengths.length).toBeGreaterThan(120 / 5 - 1);
    const evaluated = await run(['evaluate', 'out/frozen-lake-4x4', '--json'], folder);
    expect(JSON.parse(evaluated.stdout).returns.every((x: number) => x === 0 || x === 1)).toBe(true);
    const exported = await run(['export', 'out/frozen-lake-4x4', '--out', 'lake.onnx'], folder);
    expect(exported.stdout).toMatch(
      /^lake\.onnx: \d+ bytes, frozen-lake-4x4: observations \[1, 16\] -> action \[1\], scores \[1, 4\]\n$/,
    );
  });

  test('after Ctrl-C it is saved, and says how to go on', async () => {
    const child = spawn(process.execPath, [main, ...pendulum('stopped', 100_000)], { cwd: folder });
    const pieces: Buffer[] = [];
    child.stdout.on('data', piece => pieces.push(piece));
    const ended = new Promise<number | null>(resolve => {
      child.on('close', code => resolve(code));
    });
    while (!Buffer.concat(pieces).includes('seed')) await setTimeout(20);
    await setTimeout(300);
    child.kill('SIGINT');
    expect(await ended).toBe(3);
    const said =
      /interrupted after (\d+) of 100000 steps, which stopped holds; to go on:\n {2}soft-bellman (.*)\n$/.exec(
        Buffer.concat(pieces).toString(),
      );
    const goOn = [...said![2].split(' '), '--steps', String(Number(said![1]) + 1)];
    expect((await run(goOn, folder)).stdout).toMatch(`goes on    stopped is at step ${said![1]}\n`);
  });

  test('that diverges says so, and overwrites nothing', async () => {
    writeFileSync(join(folder, 'rich.json'), sparse(3e38));
    const { code, stderr } = await run(['train', '--env', 'rich.json', '--steps', '200', '--out', 'rich'], folder);
    expect(stderr).toMatch(
      /^soft-bellman: diverged: the loss critics is \w+ at step 101, expected a finite number .*; rich holds step 0\n$/,
    );
    expect(code).toBe(2);
    expect(await run(['train', '--resume', '--out', 'rich', '--steps', '50'], folder)).toMatchObject({ code: 0 });
  });

  describe('what it made', () => {
    test('is evaluated, the same for the same seed', async () => {
      const asked = ['evaluate', 'whole', '--episodes', '3', '--seed', '5'];
      const [first, second, text] = await Promise.all(
        [[...asked, '--json'], [...asked, '--json'], asked].map(args => run(args, folder)),
      );
      expect(second).toEqual(first);
      const { meanReturn, stdReturn, returns, ...rest } = JSON.parse(first.stdout);
      expect([returns.length, rest]).toEqual([3, {}]);
      expect(meanReturn).toBe((returns[0] + returns[1] + returns[2]) / 3);
      expect(text.stdout).toBe(
        `return ${meanReturn.toFixed(1)}, standard deviation ${stdReturn.toFixed(1)}, 3 episodes\n${returns.map((x: number) => x.toFixed(1)).join(' ')}\n`,
      );
    });

    test('is exported: ONNX Runtime takes its actions', async () => {
      const exported = await run(['export', 'whole', '--out', 'policy.onnx', '--json'], folder);
      expect(JSON.parse(exported.stdout)).toEqual({
        file: 'policy.onnx',
        bytes: file('policy.onnx').length,
        environment: 'Pendulum-v1',
        inputs: { observations: [1, 3] },
        outputs: { action: [1, 1] },
      });
      const { InferenceSession, Tensor } = await onnxRuntime();
      const session = await InferenceSession.create(file('policy.onnx'), {});
      const choices = choicesOf(settingsIn(join(folder, 'whole')));
      const { actions, algorithm, identity } = settingOf(choices, choices.engine);
      const { arrays } = checkpointIn(join(folder, 'whole'), identity);
      const enclose = actionEnclosures(algorithm, actions as Box, 1);
      const observation = makeEnvironment('Pendulum-v1').reset(5);
      const { action } = await session.run({ observations: new Tensor('float32', observation, [1, 3]) });
      const actor = arrays['learner.actor.values'] as Float32Array;
      const [enclosure] = enclose(actor, observation, Float32Array.of(0));
      expect(contains(enclosure, action.data[0])).toBe(true);
      expect(width(enclosure)).toBeLessThan(1 / 10);
    });
  });

  describe('refused in one line, exit code 2, nothing changed', () => {
    const goOn = (out: string, ...options: readonly string[]): readonly string[] => [
      'train',
      '--resume',
      '--out',
      out,
      ...options,
    ];
    const cases: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
      [
        'a folder that holds a training',
        pendulum('begun', 200),
        /begun\/settings\.json exists already: --resume goes on/,
      ],
      ['another seed', goOn('begun', '--seed', '4'), /--seed is 4, but begun was begun with 3 \(leave it out/],
      ['another preset', goOn('begun', '--preset', 'sb3'), /--preset is sb3, but begun was begun with soft-bellman/],
      ['a start where none was', goOn('begun', '--start', '1'), /--start is 1, but begun was begun without it/],
      ['fewer steps than are done', goOn('begun', '--steps', '100'), /--steps is 100, but begun is at step 130/],
      ['no training', goOn('models'), /models\/settings\.json: no such file \(no training in this folder\?\)/],
      ['settings of another program', goOn('other'), /other\/settings\.json: its format is missing, expected/],
      ['settings that are edited', goOn('edited'), /edited\/checkpoint: this was saved with seed 3, expected 4/],
      ['settings beyond their domain', goOn('beyond'), /--threads is 0, expected a whole number from 1 to 256/],
      ['a checkpoint cut off', goOn('cut'), /cut\/checkpoint: what follows the first line has another hash/],
      ['a checkpoint of another version', goOn('version'), /version\/checkpoint: this begins with .*another version\?/],
      ['the same, evaluated', ['evaluate', 'cut'], /cut\/checkpoint: what follows the first line has another hash/],
      ['the same, exported', ['export', 'cut', '--out', 'x'], /cut\/checkpoint: what follows the first line has/],
      [
        'an unwritable folder',
        pendulum('begun/checkpoint/x', 1),
        /cannot write begun\/checkpoint\/x\/settings\.json: /,
      ],
    ];

    beforeAll(() => {
      const changed = (name: string, of: string, change: (text: string) => string): void => {
        cpSync(join(folder, 'begun'), join(folder, name), { recursive: true });
        writeFileSync(join(folder, name, of), change(file(name, of).toString('latin1')), 'latin1');
      };
      changed('other', 'settings.json', () => '{"format": 1');
      changed('edited', 'settings.json', text => text.replace('"seed": "3"', '"seed": "4"'));
      changed('beyond', 'settings.json', text => text.replace('"threads": "1"', '"threads": "0"'));
      changed('cut', 'checkpoint', text => text.slice(0, -1));
      changed('version', 'checkpoint', text => text.replace('checkpoint/1', 'checkpoint/2'));
    });

    test.each(cases)('%s', async (_, args, message) => {
      const before = hash('begun', 'checkpoint');
      const { code, stdout, stderr } = await run(args, folder);
      expect(stderr).toMatch(/^soft-bellman: [^\n]+\n$/);
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('internal error');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(hash('begun', 'checkpoint')).toBe(before);
    });
  });
});

describe.concurrent('refused in one line, exit code 2, nothing written', () => {
  const cases: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
    ['no environment', [], /--env is missing, expected the environment to train in/],
    [
      'an unknown environment',
      ['--env', 'Ant-v4'],
      /there is no environment "Ant-v4", expected Pendulum-v1, or the file/,
    ],
    ['a missing model', ['--env', 'absent.json'], /absent\.json: no such file/],
    ['an unknown preset', ['--env', 'Pendulum-v1', '--preset', 'sb'], /there is no preset "sb", expected sb3 or /],
    [
      'an unknown engine',
      ['--env', 'Pendulum-v1', '--engine', 'gpu'],
      /--engine is gpu, expected auto or compiled or eager/,
    ],
    ['half a step', ['--env', 'Pendulum-v1', '--steps', '1.5'], /--steps is 1\.5, expected a whole number from 0 to/],
    ['steps in words', ['--env', 'Pendulum-v1', '--steps', 'many'], /--steps is many, expected a whole number/],
    ['a negative seed', ['--env', 'Pendulum-v1', '--seed', '-1'], /--seed is -1, expected a whole number from 0 to/],
    ['a start of a pendulum', ['--env', 'Pendulum-v1', '--start', '1'], /--start and --time-limit are for finite MDPs/],
    [
      'a start that is terminal',
      ['--env', 'one.json', '--start', '1'],
      /one starts in state 1, expected one with actions/,
    ],
    ['actions that differ', ['--env', 'uneven.json'], /uneven\.json: state 1 has 1 of 2 actions, expected all of them/],
    [
      'a name that no preset knows',
      ['--env', 'Pendulum-v1', '--set', 'rate=1'],
      /--set has "rate=1", expected NAME=VALUE with one of hidden, discount, /,
    ],
    [
      'a name of the other variant',
      ['--env', 'Pendulum-v1', '--set', 'valueRate=1'],
      /--set has "valueRate=1", expected NAME=VALUE/,
    ],
    ['no value', ['--env', 'Pendulum-v1', '--set', 'tau'], /--set has "tau", expected NAME=VALUE/],
    ['an empty value', ['--env', 'Pendulum-v1', '--set', 'tau='], /--set has tau=, expected a number above 0/],
    [
      'a discount of 1',
      ['--env', 'Pendulum-v1', '--set', 'tau=1,discount=1'],
      /--set has discount=1, expected a number/,
    ],
    [
      'half a transition',
      ['--env', 'Pendulum-v1', '--set', 'batchSize=.5'],
      /--set has batchSize=\.5, expected a whole/,
    ],
    [
      'a layer without units',
      ['--env', 'Pendulum-v1', '--set', 'hidden=8x0'],
      /--set has hidden=8x0, expected the units/,
    ],
    ['finitely many actions for a box', ['--env', 'one.json', '--preset', 'sb3'], /2 discrete actions, expected a box/],
  ];

  beforeAll(() => {
    writeFileSync(join(folder, 'one.json'), sparse(1));
    writeFileSync(join(folder, 'uneven.json'), sparse(1, [1, 0, 0, 1]));
  });

  test.skipIf(!hasEngine).each(cases)('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await run(['train', ...args], folder);
    expect(stderr).toMatch(/^soft-bellman: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('internal error');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(existsSync(join(folder, 'out', 'one'))).toBe(false);
  });
});
