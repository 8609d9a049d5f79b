import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { main, type Outcome, root, run, runNode, temporaryFolder } from './run.ts';

/*
 * What `check --coq` makes of whatever calls itself coqc: a script here, so that these tests need no Coq and see every way to end.
 */
const MODEL = 'models/gymnasium/frozen-lake-4x4.json';
const folder = temporaryFolder();

const certify = ['certify', MODEL, '--discount', '0.9', '--temperature', '0.1', '--certificate', 'certificate.json'];

beforeAll(async () => {
  expect(await run(certify, folder)).toMatchObject({ code: 0 });
});

/** The environment of a fresh folder in which coqc is a script: what it does to a certificate, and to the library. */
const environment = (name: string, certificate: string, library = ''): Readonly<Record<string, string>> => {
  const own = join(folder, name);
  for (const part of ['bin', 'tmp']) mkdirSync(join(own, part), { recursive: true });
  const script = `#!/bin/sh
for last; do :; done
echo "$last" >> '${own}/log'
case "$last" in
  -print-version) echo '8.16.1 4.13.1' ;;
  certificate.v) ${certificate} ;;
  *) ${library} > "\${last}o" ;;
esac
`;
  writeFileSync(join(own, 'bin/coqc'), script, { mode: 0o755 });
  const PATH = `${join(own, 'bin')}${delimiter}${process.env.PATH}`;
  return { PATH, TMPDIR: join(own, 'tmp'), XDG_CACHE_HOME: join(own, 'cache') };
};

/** The files that the script was given, in order. */
const compiled = (name: string): readonly string[] =>
  readFileSync(join(folder, name, 'log'), 'utf8')
    .split('\n')
    .filter(line => line.endsWith('.v'));

const checkArgs = (...options: string[]): string[] => ['check', 'certificate.json', MODEL, '--coq', ...options];

const says = (error: string): string => `printf '%s\\n' 'File "./certificate.v", line 9:' '${error}' >&2; exit 1`;

const isFalse = says(
  'Error:\nThe term "eq_refl" has type "true = true" while it is expected to have type\n "check model certificate = true".',
);

describe.concurrent('how coqc ends', () => {
  const cases: readonly (readonly [what: string, script: string, code: number, tries: number, told: RegExp])[] = [
    ['accepts', 'true', 0, 1, /^proved: L <= V\^pi <= V\* <= U at all 16 states \(Coq 8\.16\.1, floats, \d+\.\d s\)$/],
    ['finds the check false', isFalse, 3, 2, /^inconclusive: .*, its check is false \(.*, big integers, /],
    ['overflows its stack', says('Error: Stack overflow.'), 3, 1, /^inconclusive: .*, coqc fails: Stack overflow\. \(/],
    ['says nothing', 'exit 2', 3, 1, /coqc fails: it says nothing \(/],
    ['prints what no terminal should see', says('Error: \x1b[2J\x07 x'), 3, 1, /coqc fails: \[2J x \(/],
    [
      'has no memory',
      "echo 'Fatal error: out of memory' >&2; kill -ABRT $$",
      3,
      1,
      /coqc was ended by SIGABRT \(out of memory\?\): Fatal error: out of memory \(/,
    ],
    ['is killed', 'kill -KILL $$', 3, 1, /coqc was ended by SIGKILL \(out of memory\?\): it says nothing \(/],
    ['does not end', 'exec sleep 60', 3, 1, /coqc is not done after 1 s \(/],
    ['does not stop talking', 'exec yes', 3, 1, /coqc prints more than 1048576 bytes \(/],
  ];

  test.each(cases)('%s', async (what, script, code, tries, told) => {
    const env = environment(what, script);
    const outcome = await runNode([main, ...checkArgs('--max-time', '1')], folder, env);
    const lines = outcome.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^holds: /);
    expect(lines[1]).toMatch(told);
    expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code, stderr: '' });
    expect(compiled(what).filter(file => file === 'certificate.v')).toHaveLength(tries);
    expect(readdirSync(env.TMPDIR)).toEqual([]);
  });

  test('is told to machines', async () => {
    const env = environment('json', isFalse);
    const { code, stdout } = await runNode([main, ...checkArgs('--json', '--backend', 'float')], folder, env);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'inconclusive',
      failureCount: 0,
      coq: { verdict: 'inconclusive', backend: 'float', version: '8.16.1', reason: 'its check is false' },
    });
  });

  test('is interrupted: coqc ends, nothing is left behind', async () => {
    const env = environment('interrupted', `echo $$ > ${folder}/pid; exec sleep 60`);
    const child = spawn(process.execPath, [main, ...checkArgs()], { cwd: folder, env: { ...process.env, ...env } });
    let stdout = '';
    child.stdout.on('data', chunk => {
      stdout += chunk;
    });
    while (!existsSync(join(folder, 'pid'))) await setTimeout(20);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(stdout).toMatch(/inconclusive: Coq does not prove it, interrupted/);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(readdirSync(env.TMPDIR)).toEqual([]);
  });
});

describe.concurrent('refused in one line', () => {
  const cases: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
    ['a shard', checkArgs('--shard', '1/2'), /--coq proves the certificate as a whole, expected no --shard/],
    ['another backend', checkArgs('--backend', 'real'), /--backend is real, expected float or bigint/],
    ['no time', checkArgs('--max-time', '0'), /--max-time is 0, expected a number of seconds/],
    ['a name that is none in Coq', checkArgs('--output', 'a/frozen-lake.v'), /--output is a\/frozen-lake\.v, expected/],
    ['options of Coq alone', ['check', 'certificate.json', MODEL, '--output', 'a.v'], /expected --coq beside it/],
    ['a file that cannot be written', checkArgs('--output', 'certificate.json/a.v'), /cannot write certificate\.json/],
  ];

  const refused = ({ code, stdout, stderr }: Outcome, message: RegExp): void => {
    expect(stderr).toMatch(/^soft-bellman: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('internal error');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  };

  test.each(cases)('%s', async (what, args, message) => {
    refused(await runNode([main, ...args], folder, environment(what, 'true')), message);
  });

  test('no coqc', async () => {
    const install = /--coq needs Coq 8\.16 .*apt-get install coq .*: no coqc on the PATH/;
    refused(await runNode([main, ...checkArgs()], folder, { PATH: join(folder, 'models') }), install);
  });

  test('something else called coqc', async () => {
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other/coqc'), '#!/bin/sh\necho hello\n', { mode: 0o755 });
    refused(await runNode([main, ...checkArgs()], folder, { PATH: join(folder, 'other') }), /does not print a version/);
  });
});

describe('the compiled checkers', () => {
  const copy = join(folder, 'package');
  const spec = join(copy, 'spec/coq/SoftBellman');
  const check = (env: Readonly<Record<string, string>>): Promise<Outcome> =>
    runNode([join(copy, 'dist/src/cli/main.js'), ...checkArgs()], folder, env);
  const cached = (name: string): readonly string[] => readdirSync(join(folder, name, 'cache/soft-bellman'));

  beforeAll(() => {
    for (const part of ['dist/src', 'dist/properties']) cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    cpSync(join(root, 'package.json'), join(copy, 'package.json'));
    mkdirSync(spec, { recursive: true });
    for (const file of readdirSync(join(root, 'spec/coq/SoftBellman')).filter(name => name.endsWith('.v')))
      cpSync(join(root, 'spec/coq/SoftBellman', file), join(spec, file));
  });

  test('are compiled once, each after what it requires', async () => {
    const env = environment('once', 'true');
    expect(await check(env)).toMatchObject({ code: 0 });
    const order = compiled('once').slice(0, -1);
    expect(order).toEqual(expect.arrayContaining(['Checker.v', 'CheckerBigint.v', 'CheckerFloat.v']));
    for (const [i, file] of order.entries()) {
      const text = readFileSync(join(spec, file), 'utf8');
      for (const [, required] of text.matchAll(/^From SoftBellman Require (?:Import|Export) ([^.]*)\./gm))
        expect(order.slice(0, i)).toEqual(expect.arrayContaining(required.split(/\s+/).map(name => `${name}.v`)));
    }
    expect(await check(env)).toMatchObject({ code: 0 });
    expect(compiled('once')).toEqual([...order, 'certificate.v', 'certificate.v']);
  });

  test('may be compiled by two at a time', async () => {
    const env = environment('twice', 'true');
    expect((await Promise.all([check(env), check(env)])).map(({ code }) => code)).toEqual([0, 0]);
    expect(cached('twice')).toHaveLength(1);
  });

  test('are refused, and not kept, if one does not compile', async () => {
    const broken = says('Error: Cannot find a physical path bound to logical path Interval.Float.');
    const { code, stderr } = await check(environment('broken', 'true', `[ "$last" = Rows.v ] && { ${broken}; }; :`));
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^soft-bellman: --coq needs Coq 8\.16 [^\n]* does not compile Rows\.v: Cannot find [^\n]*\n$/,
    );
    expect(cached('broken')).toEqual([]);
  });

  test('have a cache that can be written', async () => {
    const env = { ...environment('unwritable', 'true'), XDG_CACHE_HOME: join(folder, 'certificate.json') };
    const { code, stderr } = await check(env);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^soft-bellman: cannot write [^\n]*: set XDG_CACHE_HOME to a folder [^\n]*\n$/);
  });

  test('are those of the proofs where these are built, and newer than their sources', async () => {
    for (const file of readdirSync(spec)) writeFileSync(join(spec, `${file}o`), '');
    expect(await check(environment('built', 'true'))).toMatchObject({ code: 0 });
    expect(compiled('built')).toEqual(['certificate.v']);
    utimesSync(join(spec, 'Sums.vo'), 1, 1);
    expect(await check(environment('stale', 'true'))).toMatchObject({ code: 0 });
    expect(compiled('stale')).toContain('Sums.v');
  });
});
