import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main, root } from '../cli/run.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Step {
  readonly id: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

/** TypeDoc brings a reader of YAML. */
const typedoc = createRequire(createRequire(import.meta.url).resolve('typedoc'));
const { parse } = typedoc('yaml') as { parse(text: string): unknown };
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
const [step] = action.runs.steps;

const folder = mkdtempSync(join(tmpdir(), 'soft-bellman-action-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In place of npm's: it says what it was called with, and runs the program that was built here. */
mkdirSync(join(folder, 'bin'));
writeFileSync(
  join(folder, 'bin/npx'),
  `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/arguments\nshift 2\nexec '${process.execPath}' '${main}' "$@"\n`,
);
chmodSync(join(folder, 'bin/npx'), 0o755);

/** Runs the step as the runner of GitHub does. */
const perform = (inputs: Readonly<Record<string, string>>) => {
  const script = join(folder, 'script.sh');
  const output = join(folder, 'output');
  const page = join(folder, 'page.md');
  for (const file of [output, page]) rmSync(file, { force: true });
  writeFileSync(script, step.run);
  const given = Object.entries(step.env).map(([name, expression]) => {
    const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)!;
    return [name, inputs[input] ?? action.inputs[input].default ?? ''];
  });
  const env = {
    ...process.env,
    ...Object.fromEntries(given),
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: page,
  };
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', script];
  const { status, stdout, stderr } = spawnSync('bash', args, { cwd: folder, env, encoding: 'utf8' });
  const text = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { status, stdout, stderr, output: text(output), page: text(page), called: text(join(folder, 'arguments')) };
};

const subject = (mode: string): string =>
  `'${process.execPath}' '${join(root, 'test/conformance/fixtures/subject.mjs')}' "${mode}"`;

describe('the action', () => {
  test('is a composite of one step, and says what it needs', () => {
    expect(action.runs).toMatchObject({ using: 'composite', steps: [{ shell: 'bash' }] });
    expect(action.runs.steps.length).toBe(1);
    expect(action.outputs.verdict.value).toBe(`\${{ steps.${step.id}.outputs.verdict }}`);
    const required = Object.keys(action.inputs).filter(input => action.inputs[input].required);
    expect(required).toEqual(['command']);
  });

  test('puts no input into the script, and every input into the environment', () => {
    expect(step.run).not.toContain('${{');
    const passed = Object.values(step.env).map(expression => /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1]);
    expect([...passed, 'working-directory'].sort()).toEqual(Object.keys(action.inputs).sort());
    for (const name of Object.keys(step.env)) expect(step.run).toMatch(new RegExp(`\\$\\{?${name}\\b`));
  });

  test('that holds', () => {
    const done = perform({ command: subject('correct'), runs: '25', seed: '7', laws: 'homogeneity, gibbs-identity\n' });
    expect(done).toMatchObject({ status: 0, output: 'verdict=holds\n' });
    expect(done.page).toContain('### holds: fixture correct, 2 holds, 0 refuted');
    expect(done.called).toMatch(/^--yes\nsoft-bellman@latest\nconform\n--report=github\n--runs=25\n--seed=7\n/);
  });

  test('that is refuted: an annotation, a page, a file', () => {
    const done = perform({ command: subject('wrong sign'), skip: 'homogeneity', out: 'found cases', 'max-time': '60' });
    expect(done).toMatchObject({ status: 1, output: 'verdict=refuted\n' });
    expect(done.stdout).toMatch(/^::error title=gibbs-identity refuted::/);
    expect(done.page).toContain('#### gibbs-identity');
    expect(done.page).toContain('by request');
    expect(existsSync(join(folder, 'found cases/gibbs-identity.json'))).toBe(true);
  });

  test.each([
    ['inconclusive', 3, { command: subject('errored'), laws: 'gibbs-identity', shard: '1/2' }],
    ['refused', 2, { command: 'exit 5' }],
    ['refused', 2, { command: subject('correct'), runs: '1; touch pwned' }],
    ['refused', 2, { command: subject('correct'), laws: '$(touch\tpwned) * `touch\tpwned` --report=json' }],
  ])('%s, exit code %i: %j', (verdict, status, inputs) => {
    expect(perform(inputs)).toMatchObject({ status, output: `verdict=${verdict}\n` });
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });
});
