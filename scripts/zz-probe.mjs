import { readFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';

const tests = [
  'definitions/coq',
  'definitions/latex',
  'definitions/equations',
  'interpretations/tabular',
  'interpretations/readings',
];
process.env.MUTATION_TESTS = tests.map(t => `test/${t}.test.ts`).join(' ');
const mutate = JSON.parse(readFileSync('/tmp/stryker-ranges.json', 'utf8')).map(r =>
  r.replace(/:(\d+):(\d+)-(\d+):(\d+)$/, (_, a, b, c, d) => `:${a}:${b - 1}-${c}:${d - 1}`),
);
await new Stryker({
  mutate,
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  ignorePatterns: ['bench', 'dist', 'docs', 'kits', 'out', 'site'],
  tempDirName: 'out/stryker-zz',
  concurrency: 1,
  timeoutFactor: 3,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'out/mutants/zz.json' },
  allowConsoleColors: false,
  warnings: { slow: false },
}).runMutationTest();
