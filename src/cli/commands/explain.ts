import { styleText } from 'node:util';
import { latex } from '../../interpretations/symbolic/latex.ts';
import { specimens } from '../../interpretations/symbolic/specimens.ts';
import { show } from '../../mdp/model-error.ts';
import { plainMath, type Theorem, theorems } from '../../theorems/index.ts';
import { type Command, EXIT, print, printJson, UsageError } from '../command.ts';
import { nearest } from '../nearest.ts';
import { lineWidth, prose, wrap } from '../prose.ts';

export const explainCommand: Command = {
  summary: 'print one law: what it says, why, what violates it, and the formulas of the code',
  help: `soft-bellman explain ID

Prints the statement of a law, its hypotheses, why it is true, the trap, what it refutes, an example to check by
hand, the formulas in it as the code has them, and where it is tested and proved.

  --latex         formulas as KaTeX, paragraphs as Markdown
  --json          print one JSON object: the header of the law, its sections, and formulas: [{definition, latex, text}]

Example:
  soft-bellman explain soft-policy-improvement`,
  options: { latex: { type: 'boolean' }, json: { type: 'boolean' } },
  positionals: [1, 1],
  run: ([id], values) => {
    const all = theorems();
    const theorem = all.find(t => t.id === id);
    if (!theorem) {
      const ids = all.map(t => t.id);
      throw new UsageError(`no law is called ${show(id)}, nearest: ${nearest(id, ids).join(', ')} (soft-bellman laws)`);
    }
    if (values.json) printJson({ ...theorem, formulas: theorem.definitions.map(formulaOf) });
    else print(values.latex ? markdown(theorem) : text(theorem, lineWidth()));
    return EXIT.holds;
  },
};

/** A definition as its own code prints it. */
interface Formula {
  readonly definition: string;
  readonly latex: string;
  readonly text: string;
}

const formulaOf = (definition: string): Formula => {
  const { subject, formula } = specimens[definition as keyof typeof specimens];
  const tex = `${latex(subject)} = ${latex(formula)}`;
  return { definition, latex: tex, text: plainMath(tex) };
};

/** A heading and the Markdown under it. */
type Section = readonly [heading: string, body: string];

const list = (items: readonly string[]): string => items.map(item => `- ${item}`).join('\n');

const sectionsOf = (t: Theorem): readonly Section[] => [
  ['Statement', t.statement],
  ['Assumes', list(t.hypotheses)],
  ['Why', t.why],
  ['Trap', t.trap],
  ['Refutes', list(t.refutes)],
  ['Check by hand', t.byHand],
  ...(t.definitions.length === 0 ? [] : [inTheCode(t)]),
  ['Tested by', t.property],
  ...(t.coq.length === 0 ? [] : [provedIn(t)]),
  ['Source', t.source],
  ['See also', t.related.join(', ')],
];

const inTheCode = ({ definitions }: Theorem): Section => [
  'Printed from the code, src/definitions/index.ts',
  definitions
    .map(formulaOf)
    .map(({ definition, latex }) => `${definition}\n\n$$${latex}$$`)
    .join('\n\n'),
];

const provedIn = ({ coq }: Theorem): Section => [
  'Proved in',
  list([
    `spec/coq/SoftBellman/Statements.v: ${coq.map(name => name.replace('Theorems.', 'Statements.')).join(', ')}`,
    `spec/coq/SoftBellman/Theorems.v: ${coq.join(', ')}`,
  ]),
];

const markdown = (t: Theorem): string =>
  [`# ${t.title}`, `${t.id}: ${t.status}`, ...sectionsOf(t).map(([heading, body]) => `## ${heading}\n\n${body}`)].join(
    '\n\n',
  );

const text = (t: Theorem, width: number): string => {
  const bold = (line: string): string => (process.stdout.hasColors?.() ? styleText('bold', line) : line);
  return [
    `${bold(wrap(t.title, width))}\n${t.id}: ${t.status}`,
    ...sectionsOf(t).map(([heading, body]) => `${bold(heading)}\n${prose(body, width, '  ')}`),
  ].join('\n\n');
};
