import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../cli/run.ts';

/*
 * The package as a stranger gets it: packed, installed into an empty project, compiled against and run. Its dependencies are packed from
 * node_modules, so that no registry is asked.
 */
const project = mkdtempSync(join(tmpdir(), 'soft-bellman-consumer-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const run = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const npm = (...args: string[]): string => run('npm', [...args, '--offline', '--ignore-scripts', '--loglevel=error']);

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let packed: readonly Packed[];

beforeAll(() => {
  const folders = ['.', 'node_modules/fast-check', 'node_modules/pure-rand'].map(folder => join(root, folder));
  packed = JSON.parse(npm('pack', '--json', ...folders));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  npm('install', '--no-audit', '--no-fund', ...packed.map(({ filename }) => `./${filename}`));
});

describe('the tarball', () => {
  test('holds the built code, the theorems, the proofs, the models, the protocol, the vectors and the kits, and no more', () => {
    const paths = packed[0].files.map(file => file.path);
    for (const needed of ['README.md', 'LICENSE', 'package.json', 'dist/src/index.js', 'dist/src/index.d.ts'])
      expect(paths).toContain(needed);
    expect(paths).toContain('dist/properties/index.js');
    expect(paths).toContain('spec/theorems/gibbs-identity.md');
    expect(paths).toContain('spec/protocol/call.schema.json');
    for (const kit of ['python/soft_bellman_harness.py', 'javascript/soft-bellman-harness.d.mts', 'go/harness.go'])
      expect(paths).toContain(`kits/${kit}`);
    for (const needed of ['kits/python/check_vectors.py', 'docs/vectors.md', 'test/vectors/criticTarget.json'])
      expect(paths).toContain(needed);
    expect(paths).toContain('models/gymnasium/frozen-lake-8x8.json');
    const project = readFileSync(join(root, 'spec/coq/_CoqProject'), 'utf8');
    const proofs = ['_CoqProject', ...(project.match(/^SoftBellman\/.*\.v$/gm) ?? [])].map(file => `spec/coq/${file}`);
    expect(paths.filter(path => path.startsWith('spec/coq/')).sort()).toEqual(proofs.sort());
    const others =
      /^(README\.md|LICENSE|package\.json|models\/|spec\/(theorems|coq|protocol)\/|docs\/(protocol|vectors|in-your-tests)\.md|test\/vectors\/\w+\.json|kits\/.*\.(py|mjs|mts|go|mod)|dist\/(src|properties)\/)/;
    expect(paths.filter(path => !others.test(path))).toEqual([]);
  });

  test('brings one dependency', () => {
    expect(
      readdirSync(join(project, 'node_modules'))
        .filter(name => !name.startsWith('.'))
        .sort(),
    ).toEqual(['fast-check', 'pure-rand', 'soft-bellman']);
  });
});

test('a typed consumer compiles, library declarations checked, and runs', () => {
  const lib = { target: 'es2023', lib: ['es2023'], types: [], skipLibCheck: false };
  const compilerOptions = { module: 'nodenext', strict: true, exactOptionalPropertyTypes: true, ...lib };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  writeFileSync(
    join(project, 'consumer.ts'),
    `import fc from 'fast-check';
import { buildMdp, type Certified, certify, checkCertificate, type FiniteMdp, float64, indices, softOptimalValue, theorem } from 'soft-bellman';
import { isApplicable, laws, type Subject } from 'soft-bellman/properties';

declare const console: { log(text: string): void };

const mdp: FiniteMdp = buildMdp({
  stateCount: 2,
  transitions: [[0, 0, 0, 1], [0, 1, 1, 1]],
  rewards: [[0, 1, 1]],
  terminal: [1],
});
const certified: Certified = certify(mdp, { discount: 0.5, temperature: 0.5, tolerance: 1e-9 });
const value: number = softOptimalValue(indices(float64, 2), a => a, 0.5);
const subject: Subject = {
  name: 'mine',
  unitRoundoff: 2 ** -53,
  logSumExp: (q, temperature) => softOptimalValue(indices(float64, q.length), a => q[a]!, temperature),
};
const applicable = laws.filter(law => isApplicable(law, subject));
for (const law of applicable) if (isApplicable(law, subject)) fc.assert(law.property(subject), { numRuns: 5 });
// @ts-expect-error: a temperature is a number
softOptimalValue(indices(float64, 2), a => a, 'warm');
console.log([checkCertificate(mdp, certified.certificate).verdict, value > 1, applicable.length > 0, theorem('contraction').id].join());
`,
  );
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')]);
  expect(run(process.execPath, ['consumer.js'])).toBe('holds,true,true,contraction\n');
});

test('the program runs on a packaged model', () => {
  const model = 'node_modules/soft-bellman/models/gymnasium/taxi.json';
  const program = join(project, 'node_modules/.bin/soft-bellman');
  const report = JSON.parse(run(program, ['certify', model, '--discount', '0.9', '--temperature', '0.1', '--json']));
  expect(report).toMatchObject({ status: 'converged', verdict: 'holds', states: 500 });
  expect(run(program, ['explain', 'contraction'])).toContain('Printed from the code');
});
