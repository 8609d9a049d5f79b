// What compiling does not show: that the claims are proved as stated, from the allowed axioms, about the definitions once read, and that
// nothing is left unused. Prints `proved  ID` for each claim. usage: node audit.mjs [--freeze]
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, reachable } from './development.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** axioms.txt: the files and the axioms of each section. */
const sections = readFileSync(join(here, 'axioms.txt'), 'utf8')
  .split(/^\[/m)
  .slice(1)
  .map(section => ({
    files: section.slice(0, section.indexOf(']')).split(' '),
    allowed: section.split('\n').filter(line => /^[A-Z][\w.*]+$/.test(line)),
  }));

const proofsIn = (files, declared) =>
  declared.filter(({ file, name, isProof }) => isProof && files.includes(file) && name.split('.').length === 2);

const work = mkdtempSync(join(tmpdir(), 'soft-bellman-'));
process.on('exit', () => rmSync(work, { recursive: true }));
const { declared, meanings, mentions, assumptions, uses } = ask(here, work, all =>
  sections.map(({ files }) => proofsIn(files, all).map(({ name }) => name)),
);
const theorems = sections.flatMap(({ files }) => proofsIn(files, declared).map(({ name }) => name));
const claims = declared.filter(({ file }) => file === 'Statements').map(({ name }) => name.replace('Statements.', ''));

const foreignAxioms = () =>
  sections.flatMap(({ files, allowed }, i) => {
    const all = [...sections[0].allowed, ...allowed];
    return assumptions[i]
      .filter(axiom => !all.includes(axiom) && !all.includes(axiom.replace(/\.\w+$/, '.*')))
      .map(axiom => `${files.join(' ')}: rests on what axioms.txt does not list: ${axiom}`);
  });

const notAsStated = () =>
  claims.flatMap(claim => {
    const theorem = meanings.get(`Theorems.${claim}`);
    const [, , stated] = /^(?:forall (\w+) : [\w.]+, )?@?Statements\.(\w+)(?: \1)?$/.exec(theorem ?? '') ?? [];
    if (stated !== claim)
      return [`${claim}: not proved as stated, Theorems.v proves ${theorem ?? 'nothing of that name'}`];
    const definitions = [...reachable([`Statements.${claim}`], mentions)].filter(
      name => !name.startsWith('Statements.'),
    );
    return definitions.length > 0 ? [] : [`${claim}: mentions no definition of this development`];
  });

const unused = () => {
  const used = reachable(theorems, uses);
  const sources = new Set(declared.map(({ source }) => source));
  for (const { name, source } of declared) if (used.has(name)) sources.delete(source);
  return [...sources].map(source => `${source}: no claim, checker or example uses it`);
};

/**
 * Each statement leads to the definitions it mentions, and these to others. `check` leads nowhere: the checker is run, not believed, and
 * `check_sound` is proved of whatever it becomes.
 */
const meaningOf = new Map(
  [...mentions].map(([name, others]) => [name, [...others].filter(other => !other.endsWith('.check'))]),
);

/** A hash of what Coq prints of each statement that is no example, and of every definition under it. */
const fingerprints = () =>
  new Map(
    [
      ...reachable(
        theorems.filter(name => !name.startsWith('Examples')),
        meaningOf,
      ),
    ]
      .sort()
      .map(name => [name, createHash('sha256').update(meanings.get(name)).digest('hex')]),
  );

const FROZEN = join(here, 'frozen.txt');
const HEADER = `# Every statement and every definition it rests on, with the sha256 of what Coq 8.16 prints of it under Printing All.
# Written by: sh spec/coq/check.sh --freeze
`;

const drift = () => {
  const now = fingerprints();
  const then = new Map(
    [...readFileSync(FROZEN, 'utf8').matchAll(/^(\w\S+) (\w+)$/gm)].map(([, name, hash]) => [name, hash]),
  );
  const under = name => claims.filter(claim => reachable([`Statements.${claim}`], meaningOf).has(name));
  const scope = name =>
    under(name).length > 0 ? `, under the claims: ${under(name).join(', ').replaceAll('_', '-')}` : '';
  const changes = [...new Set([...then.keys(), ...now.keys()])].sort().flatMap(name => {
    if (!now.has(name)) return [`${name}: frozen, and no longer under any statement`];
    if (!then.has(name)) return [`${name}: not frozen${scope(name)}`];
    return then.get(name) === now.get(name) ? [] : [`${name}: means something else than when frozen${scope(name)}`];
  });
  const remedy = 'a change of what is claimed needs a note in docs/decisions, then: sh spec/coq/check.sh --freeze';
  return changes.length > 0 ? [...changes, remedy] : [];
};

if (process.argv.includes('--freeze'))
  writeFileSync(FROZEN, HEADER + [...fingerprints()].map(entry => `${entry.join(' ')}\n`).join(''));

const findings = [...foreignAxioms(), ...notAsStated(), ...unused(), ...drift()];
for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exit(1);
for (const claim of claims) console.log(`proved  ${claim.replaceAll('_', '-')}`);
