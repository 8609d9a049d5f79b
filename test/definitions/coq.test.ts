import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coq } from '../../src/interpretations/symbolic/coq.ts';
import { coqFile } from '../../src/interpretations/symbolic/coq-file.ts';
import {
  apply,
  type Expression,
  symbolic as R,
  symbol,
  symbolicDistribution,
  symbolicSet,
} from '../../src/interpretations/symbolic/expression.ts';

test('the proofs are about the formulas of the code (npm run formulas prints them anew)', () => {
  expect(readFileSync('spec/coq/SoftBellman/Definitions.v', 'utf8')).toBe(coqFile());
});

test('a sign changed in one definition changes its text and no other', () => {
  const changed = coqFile(name => (name === 'softStateValue' ? { ...R, sub: R.add } : R));
  expect(changed).toBe(coqFile().replace(/(soft_state_value .*\n.*Q a) -/, '$1 +'));
  expect(changed).not.toBe(coqFile());
});

/** The formula with every operation in parentheses, as its tree has them. */
const spelled = (e: Expression): string => {
  switch (e.kind) {
    case 'unary':
      return `(${e.operator} ${spelled(e.operand)})`;
    case 'binary':
      return `(${e.operator} ${spelled(e.left)} ${spelled(e.right)})`;
    case 'constant':
      return e.value < 0 ? `(neg ${-e.value})` : String(e.value);
    case 'symbol':
      return e.name;
    default:
      throw new Error(`no ${e.kind} here`);
  }
};

const infix: Readonly<Record<string, readonly [level: number, name: string]>> = {
  '+': [50, 'add'],
  '-': [50, 'sub'],
  '*': [40, 'mul'],
  '/': [40, 'div'],
};
const functions: Readonly<Record<string, readonly [name: string, arguments: number]>> = {
  exp: ['exp', 1],
  ln: ['log', 1],
  Rmin: ['min', 2],
};

/** A term read with the levels of Coq's notations: + and - 50, * and / 40 (to the left), opposite 35, ^ 30, application 10. */
const read = (text: string): string => {
  const tokens: string[] = text.match(/\w+|\S/g) ?? [];
  const atom = (): string => {
    const token = tokens.shift() ?? '';
    if (token !== '(') return token;
    const inside = term(50);
    expect(tokens.shift()).toBe(')');
    return inside;
  };
  const application = (): string => {
    const [name, count] = functions[tokens[0] ?? ''] ?? ['', 0];
    if (count === 0) return atom();
    tokens.shift();
    return `(${name} ${Array.from({ length: count }, atom).join(' ')})`;
  };
  const power = (): string => {
    const base = application();
    if (tokens[0] !== '^') return base;
    expect(tokens.splice(0, 2)).toEqual(['^', '2']);
    return `(mul ${base} ${base})`;
  };
  const opposite = (): string => {
    if (tokens[0] !== '-') return power();
    tokens.shift();
    return `(neg ${opposite()})`;
  };
  const term = (level: number): string => {
    let left = opposite();
    while (infix[tokens[0] ?? '']?.[0] <= level) {
      const [here, name] = infix[tokens.shift() as string];
      left = `(${name} ${left} ${term(here - 10)})`;
    }
    return left;
  };
  const whole = term(50);
  expect(tokens).toEqual([]);
  return whole;
};

const tree = fc.letrec<{ e: Expression }>(tie => ({
  e: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(symbol('x'), symbol('y'), R.constant(0), R.constant(2), R.constant(-3)),
    fc.tuple(fc.constantFrom(R.add, R.sub, R.mul, R.div, R.min), tie('e'), tie('e')).map(([f, a, b]) => f(a, b)),
    fc.tuple(fc.constantFrom(R.neg, R.exp, R.log), tie('e')).map(([f, a]) => f(a)),
    tie('e').map(a => R.mul(a, a)),
  ),
})).e;

test('Coq reads the printed term as the tree that was printed', () => {
  fc.assert(
    fc.property(tree, e => {
      expect(read(coq(e))).toBe(spelled(e));
    }),
  );
});

/** The text without each of its pairs of parentheses in turn. */
const withoutAPair = (text: string): readonly string[] => {
  const open: number[] = [];
  const shorter: string[] = [];
  for (const [at, character] of [...text].entries()) {
    if (character === '(') open.push(at);
    if (character !== ')') continue;
    const begin = open.pop()!;
    shorter.push(`${text.slice(0, begin)} ${text.slice(begin + 1, at)} ${text.slice(at + 1)}`);
  }
  return shorter;
};

test('no parentheses could be left out', () => {
  fc.assert(
    fc.property(tree, e => {
      for (const shorter of withoutAPair(coq(e)))
        expect(() => expect(read(shorter)).toBe(spelled(e)), shorter).toThrow();
    }),
  );
});

const law = symbolicDistribution('p', 'x', symbol('s'));
const set = symbolicSet('X', 'x');
const f = apply('f');

test.each<[Expression, string]>([
  [law.expectation(x => R.add(f(x), law.logProb(x))), '\\sum_x p s x * (f x + ln (p s x))'],
  [R.sub(symbol('a'), law.expectation(f)), 'a - \\sum_x p s x * f x'],
  [R.mul(symbol('a'), law.expectation(f)), 'a * (\\sum_x p s x * f x)'],
  [
    R.add(
      set.sum(x => R.sub(f(x), R.pi)),
      symbol('a'),
    ),
    '\\sum_x (f x - PI) + a',
  ],
  [set.logSumExp(f, R.neg(symbol('a'))), 'log_sum_exp (- a) f'],
  [set.logSumExp(x => f(R.exp(x)), R.logCosh(symbol('a'))), 'log_sum_exp (ln (cosh a)) (fun x => f (exp x))'],
  [set.logSumExp(() => f(), symbol('a')), 'log_sum_exp a (fun x => f)'],
  [set.logSumExp(() => f(symbol('y')), symbol('a')), 'log_sum_exp a (fun x => f y)'],
  [set.logSumExp(x => f(x, symbol('y')), symbol('a')), 'log_sum_exp a (fun x => f x y)'],
  [set.logSumExp(x => x, f()), 'log_sum_exp f (fun x => x)'],
  [R.exp(set.logSumExp(f, symbol('a'))), 'exp (log_sum_exp a f)'],
  [R.exp(law.logProb(symbol('x'))), 'exp (ln (p s x))'],
  [R.mul(set.sum(f), symbol('a')), '(\\sum_x f x) * a'],
  [R.add(symbol('a'), set.sum(f)), 'a + \\sum_x f x'],
  [set.sum(x => R.mul(f(x), symbol('a'))), '\\sum_x f x * a'],
  [set.distribution(f).expectation(x => x), '\\sum_x exp (f x) * x'],
  [R.exp(symbol('log-sigma')), 'exp log_sigma'],
  [R.exp(R.detach(symbol('a'))), 'exp a'],
  [R.detach(R.constant(0.375)), '3 / 8'],
  [R.mul(symbol('a'), R.constant(0.375)), 'a * (3 / 8)'],
])('binders and functions: %#', (e, text) => expect(coq(e)).toBe(text));
