// Changes one sign at a time in the formulas of the code: some proof must fail for each.
// usage: node drift.mjs      (after the proofs are built)
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as definitions from '../../dist/src/definitions/index.js';
import { coqFile } from '../../dist/src/interpretations/symbolic/coq-file.js';
import { symbolic } from '../../dist/src/interpretations/symbolic/expression.js';
import { modules } from './development.mjs';

const flips = { add: symbolic.sub, sub: symbolic.add, neg: operand => operand };

/** The symbolic arithmetic with its n-th sign, counted from 0, changed. */
const flipped = n => {
  let signs = 0;
  const flip =
    name =>
    (...operands) =>
      (signs++ === n ? flips[name] : symbolic[name])(...operands);
  return { ...symbolic, add: flip('add'), sub: flip('sub'), neg: flip('neg') };
};

const printed = coqFile();

const lines = printed.split('\n');

/** Every text of Definitions.v that differs by one sign, and the definition it changes. */
const mutants = Object.keys(definitions).flatMap(name => {
  const found = [];
  for (let n = 0; ; n++) {
    const text = coqFile(other => (other === name ? flipped(n) : symbolic));
    if (text === printed) return found;
    const changed = text.split('\n').findIndex((line, i) => line !== lines[i]);
    const [, constant] = /^Definition (\w+)/.exec(lines[changed - 1]);
    found.push({ constant, sign: n + 1, text });
  }
});

const folder = fileURLToPath(new URL('SoftBellman/', import.meta.url));
const source = file => readFileSync(join(folder, `${file}.v`), 'utf8');
const files = modules(fileURLToPath(new URL('.', import.meta.url)));
const needs = file =>
  [...source(file).matchAll(/^From SoftBellman Require \w+ (.*)\.$/gm)].flatMap(([, names]) => names.split(' '));

/** The files that rest on Definitions.v, each after what it needs. */
const affected = ['Definitions'];
for (const file of files) if (needs(file).some(need => affected.includes(need))) affected.push(file);

/** What must be compiled anew before `file`, in order. */
const before = file => affected.filter(other => other !== file && reaches(file, other));
const reaches = (file, other) =>
  needs(file).some(need => need === other || (affected.includes(need) && reaches(need, other)));

/** The first of the named files that does not compile over this text of Definitions.v. */
const firstBroken = async (text, named) => {
  const copy = mkdtempSync(join(tmpdir(), 'drift-'));
  try {
    const target = join(copy, 'SoftBellman');
    mkdirSync(target);
    for (const file of files)
      if (affected.includes(file)) copyFileSync(join(folder, `${file}.v`), join(target, `${file}.v`));
      else copyFileSync(join(folder, `${file}.vo`), join(target, `${file}.vo`));
    writeFileSync(join(target, 'Definitions.v'), text);
    const compiles = file =>
      new Promise((resolve, reject) => {
        const args = ['-q', '-w', 'none', '-Q', 'SoftBellman', 'SoftBellman', `SoftBellman/${file}.v`];
        spawn('coqc', args, { cwd: copy, stdio: 'ignore' })
          .on('error', reject)
          .on('close', code => resolve(code === 0));
      });
    const compiled = new Set();
    for (const file of named)
      for (const next of [...before(file), file]) {
        if (compiled.has(next)) continue;
        compiled.add(next);
        if (await compiles(next)) continue;
        if (next === 'Definitions') throw new Error(`this text of Definitions.v is no Coq:\n${text}`);
        return next;
      }
  } finally {
    rmSync(copy, { recursive: true });
  }
};

const mentioning = constant =>
  affected.filter(file => file !== 'Definitions' && new RegExp(`\\b${constant}\\b`).test(source(file)));

let survivors = 0;
const refuting = new Set();
const worker = async () => {
  for (let mutant = mutants.pop(); mutant; mutant = mutants.pop()) {
    const file = await firstBroken(mutant.text, mentioning(mutant.constant));
    if (file) refuting.add(file);
    else survivors++;
    const verdict = file ? `refuted by ${file}.v` : 'SURVIVES';
    console.log(`${mutant.constant}, sign ${mutant.sign}: ${verdict}`);
  }
};

const count = mutants.length;
await Promise.all([worker(), worker()]);
const unsound = await firstBroken(printed, refuting);
if (unsound)
  throw new Error(`${unsound}.v does not compile over the formulas as they are: its refutations mean nothing`);
console.log(`${count - survivors} of ${count} changed signs are refuted by a proof`);
process.exitCode = survivors > 0 || count === 0 ? 1 : 0;
