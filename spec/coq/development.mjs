// The development as Coq sees it: what is declared, what each declaration says, what uses what, what is assumed.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `coqc`'s words for a definition in its `.glob` files; `prf` is a theorem or a lemma. */
const DEFINITIONS = ['def', 'ind', 'coind', 'rec', 'corec', 'class', 'inst', 'coe', 'canonstruc'];

/** The files of `_CoqProject`, as modules. */
export const modules = directory =>
  [...readFileSync(join(directory, '_CoqProject'), 'utf8').matchAll(/^SoftBellman\/(\w+)\.v$/gm)].map(
    ([, file]) => file,
  );

/** What the files declare. A functor's declarations are listed once for each instance, `source` being the functor's own. */
const declarations = (directory, files) => {
  const read = (file, extension) => readFileSync(join(directory, 'SoftBellman', `${file}.${extension}`), 'utf8');
  const instances = files.flatMap(file =>
    [...read(file, 'v').matchAll(/^Module (\w+) := (\w+) /gm)].map(([, instance, functor]) => ({
      functor,
      file,
      path: `${file}.${instance}`,
    })),
  );
  return files.flatMap(file =>
    [...read(file, 'glob').matchAll(/^(\w+) \d+:\d+ (\S+) (\S+)$/gm)]
      .filter(([, kind]) => kind === 'prf' || DEFINITIONS.includes(kind))
      .flatMap(([, kind, functor, name]) =>
        (functor === '<>' ? [{ file, path: file }] : instances.filter(instance => instance.functor === functor)).map(
          at => ({
            file: at.file,
            name: `${at.path}.${name}`,
            source: `${file}.${name}`,
            isProof: kind === 'prf',
          }),
        ),
      ),
  );
};

/** One Coq session that prints what each declaration says and what each group of them assumes, and writes the graph. */
const questions = (files, declared, groups) => `
From SoftBellman Require ${files.join(' ')}.
From dpdgraph Require Import dpdgraph.
Set Printing All. Set Printing Depth 100000.
Goal True.
${declared.map(({ name, isProof }) => `idtac "== ${name}". ${isProof ? 'Check @' : 'Print '}SoftBellman.${name}.`).join('\n')}
Abort.
Unset Printing All.
${groups
  .map(
    (names, i) => `
Definition group${i} := (${names.map(name => `@SoftBellman.${name}`).join(', ')}, tt).
Goal True. idtac "== group${i}". Abort.
Print Assumptions group${i}.`,
  )
  .join('\n')}
Goal True. idtac "== graph". Abort.
Set DependGraph File "graph.dpd".
Print FileDependGraph ${files.map(file => `SoftBellman.${file}`).join(' ')}.
`;

/** What Coq prints of a name, without the name, the layout, and the notes on how to write its arguments. */
const meaning = printed =>
  printed
    .replace(/^Arguments [\s\S]*/m, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\S+ (?::|=) /, '');

/** What `Print Assumptions` lists: the names of axioms, and the whole line of whatever is no axiom. */
const axioms = printed =>
  printed
    .split('\n')
    .filter(line => /^\S/.test(line) && line !== 'Axioms:' && line !== 'Closed under the global context')
    .map(line => /^([\w.']+)(?: *:.*)?$/.exec(line)?.[1] ?? line);

/** Which declared names a text mentions, each by as much of its end as Coq found sufficient. */
const mentionsOf = (declared, meanings) => {
  const byEnding = new Map();
  for (const { name } of declared)
    for (let ending = `SoftBellman.${name}`; ending.includes('.'); ending = ending.slice(ending.indexOf('.') + 1))
      byEnding.set(ending, name);
  const names = text => (text.match(/[\w']+(?:\.[\w']+)+/g) ?? []).flatMap(word => byEnding.get(word) ?? []);
  return new Map([...meanings].map(([name, text]) => [name, new Set(names(text))]));
};

/** Which constant uses which, proofs included: dpdgraph's file. */
const usesOf = graph => {
  const nodes = new Map(
    [...graph.matchAll(/^N: (\d+) "([^"]+)" .*path="([^"]*)"/gm)].map(([, id, name, path]) => [id, `${path}.${name}`]),
  );
  const uses = new Map([...nodes.values()].map(name => [name, new Set()]));
  for (const [, user, used] of graph.matchAll(/^E: (\d+) (\d+) /gm)) uses.get(nodes.get(user)).add(nodes.get(used));
  return uses;
};

/** Asks Coq about the built development in `directory`; `work` is a folder for the questions, `groupsOf` chooses whose axioms to list. */
export const ask = (directory, work, groupsOf) => {
  const files = modules(directory);
  const declared = declarations(directory, files);
  const groups = groupsOf(declared);
  writeFileSync(join(work, 'questions.v'), questions(files, declared, groups));
  const { status, stdout, stderr } = spawnSync(
    'coqc',
    ['-q', '-Q', join(directory, 'SoftBellman'), 'SoftBellman', 'questions.v'],
    { cwd: work, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(`coqc cannot answer about the built files:\n${stderr?.trim()}`);
  const printed = new Map(
    stdout
      .split(/^== /m)
      .slice(1)
      .map(answer => [answer.slice(0, answer.indexOf('\n')), answer.slice(answer.indexOf('\n') + 1)]),
  );
  const meanings = new Map(declared.map(({ name }) => [name, meaning(printed.get(name))]));
  return {
    declared,
    meanings,
    mentions: mentionsOf(declared, meanings),
    assumptions: groups.map((_, i) => axioms(printed.get(`group${i}`))),
    uses: usesOf(readFileSync(join(work, 'graph.dpd'), 'utf8')),
  };
};

/** All that some names lead to, themselves included. */
export const reachable = (names, next) => {
  const reached = new Set(names);
  for (const name of reached) for (const other of next.get(name) ?? []) reached.add(other);
  return reached;
};
