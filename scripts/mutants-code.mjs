/**
 * Changes one expression of the code at a time (Stryker) and has the tests of its part look. Fails if they miss too many, and unless those
 * they miss are just the ones that `test/mutants/survivors.md` gives a reason for.
 *
 *     npm run mutants:code                  every part
 *     npm run mutants:code -- certify       one
 *     npm run mutants:code -- --changed     only mutants that changed, or whose tests did, since the last run
 *     npm run mutants:code -- --concurrency 1
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

/** In every part, so many of 100 mutants must be noticed. */
const THRESHOLD = 90;

/** What is mutated, and the tests that must notice: quick ones first. */
const parts = {
  definitions: {
    mutate: ['src/definitions/**'],
    tests: ['definitions/coq', 'definitions/equations'],
  },
  interpretations: {
    mutate: ['src/interpretations/**'],
    tests: [
      'definitions/coq',
      'definitions/latex',
      'definitions/equations',
      'interpretations/tabular',
      'interpretations/readings',
      'interpretations/dual',
    ],
  },
  tables: {
    mutate: ['src/numerics/tables.ts'],
    tests: ['numerics/tables'],
  },
  numerics: {
    mutate: ['src/numerics/**', '!src/numerics/tables.ts'],
    tests: [
      'numerics/tagged',
      'numerics/log-sum-exp',
      'numerics/error-free',
      'numerics/ulp',
      'numerics/directed',
      'numerics/elementary',
    ],
  },
  certify: {
    mutate: ['src/certify/**', '!src/certify/checker.ts'],
    tests: ['certify/coq', 'certify/certify', 'certify/certificate'],
  },
  checker: {
    mutate: ['src/certify/checker.ts'],
    tests: ['certify/outward', 'certify/checker', 'certify/enclosures'],
  },
};

const oneLine = text => text.replace(/\s+/g, ' ').trim();

/** The lines that a mutant changes, before and after. */
const difference = (file, source, { location: { start, end }, replacement }) => {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const head = lines[0].slice(0, start.column - 1);
  const tail = lines.at(-1).slice(end.column - 1);
  return `--- ${file}\n- ${oneLine(lines.join(' '))}\n+ ${oneLine(head + replacement + tail)}`;
};

/** Runs Stryker on a part; its report as the schema of mutation testing elements has it. */
const report = async (name, { changed = false, concurrency }) => {
  const { mutate, tests } = parts[name];
  const fileName = `out/mutants/${name}.json`;
  process.env.MUTATION_TESTS = tests.map(test => `test/${test}.test.ts`).join(' ');
  await new Stryker({
    mutate,
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.mutation.config.ts', related: false },
    ignorePatterns: ['bench', 'dist', 'docs', 'kits', 'out', 'site'],
    tempDirName: `out/stryker-${name}`,
    ...(concurrency && { concurrency: Number(concurrency) }),
    timeoutFactor: 3,
    incremental: changed,
    incrementalFile: fileName,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName },
    allowConsoleColors: false,
    warnings: { slow: false },
  }).runMutationTest();
  return JSON.parse(readFileSync(fileName, 'utf8'));
};

/** The differences that the tests did notice, and those that they did not. */
const outcome = ({ files, testFiles }) => {
  const tests = Object.values(testFiles).flatMap(file => file.tests).length;
  // Stryker takes a test file that cannot even be loaded for one without failures.
  const isLoaded = ({ static: atImport, testsCompleted }) => !atImport || testsCompleted === tests;
  const noticed = [];
  const missed = [];
  for (const [file, { source, mutants }] of Object.entries(files)) {
    for (const mutant of mutants) {
      const escaped = mutant.status === 'NoCoverage' || (mutant.status === 'Survived' && isLoaded(mutant));
      (escaped ? missed : noticed).push(difference(file, source, mutant));
    }
  }
  return { noticed, missed };
};

/** Of `test/mutants/survivors.md`: the differences in its blocks, each under the heading of a reason. */
const survivors = () => {
  const found = [];
  let [reason, file, before] = ['', '', ''];
  for (const line of readFileSync('test/mutants/survivors.md', 'utf8').split('\n')) {
    if (line.startsWith('## ')) reason = line.slice(3);
    else if (line.startsWith('--- ')) file = line;
    else if (line.startsWith('- ')) before = line;
    else if (line.startsWith('+ ')) found.push({ reason, text: `${file}\n${before}\n${line}` });
  }
  return found;
};

/** What is left of a list when each entry of another has struck out one that equals it. */
const without = (list, others) => {
  const rest = [...list];
  for (const other of others) {
    const place = rest.indexOf(other);
    if (place >= 0) rest.splice(place, 1);
  }
  return rest;
};

/** Prints what became of the mutants of a part; whether that is as it should be. */
const judge = async (name, options) => {
  const { noticed, missed } = outcome(await report(name, options));
  const own = new Set([...noticed, ...missed].map(text => text.slice(0, text.indexOf('\n'))));
  const known = survivors().filter(({ text }) => own.has(text.slice(0, text.indexOf('\n'))));
  const score = (100 * noticed.length) / (noticed.length + missed.length);
  console.log(`${name}: ${noticed.length} of ${noticed.length + missed.length} mutants noticed, ${score.toFixed(1)} %`);
  for (const reason of new Set(known.map(survivor => survivor.reason))) {
    const { length } = known.filter(survivor => survivor.reason === reason);
    console.log(`${String(length).padStart(6)} known to survive: ${reason}`);
  }
  const texts = known.map(survivor => survivor.text);
  const faults = [
    ...without(missed, texts).map(text => `survives without a reason in test/mutants/survivors.md:\n${text}`),
    ...without(texts, missed).map(text => `is noticed, so test/mutants/survivors.md must not list it:\n${text}`),
    ...(score < THRESHOLD ? [`below the threshold of ${THRESHOLD} %`] : []),
  ];
  for (const fault of faults) console.error(`${name}: ${fault}`);
  return faults.length === 0;
};

const { values: options, positionals } = parseArgs({
  options: { changed: { type: 'boolean' }, concurrency: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter(name => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`no part is called ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
let passes = true;
for (const name of positionals.length > 0 ? positionals : Object.keys(parts))
  passes = (await judge(name, options)) && passes;
process.exit(passes ? 0 : 1);
