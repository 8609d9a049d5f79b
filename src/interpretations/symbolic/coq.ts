import type { BinaryOperator, Expression, UnaryOperator } from './expression.ts';

/** How tightly Coq's notations bind; an operand that binds less than its place demands is put in parentheses. */
const sum = 1;
const term = 2;
const factor = 3;
const opposite = 4;
const power = 5;
const application = 6;
const atom = 7;

const strength: Readonly<Record<BinaryOperator, number>> = {
  add: sum,
  sub: sum,
  mul: factor,
  div: factor,
  min: application,
};

const strengthOf = (e: Expression): number => {
  switch (e.kind) {
    case 'binary':
      return e.left === e.right && e.operator === 'mul' ? power : strength[e.operator];
    case 'unary':
      return e.operator === 'neg' ? opposite : e.operator === 'detach' ? strengthOf(e.operand) : application;
    case 'expectation':
    case 'sum':
      return term;
    case 'constant':
      return Number.isInteger(e.value) ? (e.value < 0 ? opposite : atom) : factor;
    case 'apply':
      return e.parameters.length === 0 ? atom : application;
    case 'symbol':
      return atom;
    default:
      return application;
  }
};

/**
 * The formula as a term of Coq over the reals (spec/coq/SoftBellman/Primitives.v): an expectation is a sum weighted by a
 * probability, $\log \pi$ the logarithm of one, and a stopped gradient the value itself.
 * @param least how tightly the place binds
 */
export const coq = (e: Expression, least: number = sum): string => {
  const text = written(e);
  return strengthOf(e) < least ? `(${text})` : text;
};

const written = (e: Expression): string => {
  switch (e.kind) {
    case 'constant':
      return number(e.value);
    case 'symbol':
      return e.name === 'pi' ? 'PI' : identifier(e.name);
    case 'apply':
      return call(e.name, e.parameters);
    case 'unary':
      return unary(e.operator, e.operand);
    case 'binary':
      return binary(e.operator, e.left, e.right);
    case 'logProb':
      return `ln (${call(e.policy.name, [...e.policy.given, e.outcome])})`;
    case 'expectation': {
      const { name, variable, given } = e.law;
      const probability = call(name, [...given, { kind: 'symbol', name: variable }]);
      return `\\sum_${variable} ${probability} * ${coq(e.body, opposite)}`;
    }
    case 'sum':
      return `\\sum_${e.over.variable} ${coq(e.body, factor)}`;
    case 'logSumExp':
      return `log_sum_exp ${coq(e.temperature, atom)} ${abstraction(e.over.variable, e.body)}`;
  }
};

/** The body as a function of the variable: `Q` rather than `fun a => Q a`. */
const abstraction = (variable: string, body: Expression): string =>
  body.kind === 'apply' && body.parameters.length === 1 && coq(body.parameters[0]) === identifier(variable)
    ? identifier(body.name)
    : `(fun ${variable} => ${coq(body)})`;

/** A small dyadic number, exactly. */
const number = (value: number): string => {
  let denominator = 1;
  while (!Number.isInteger(value * denominator)) denominator *= 2;
  return denominator === 1 ? String(value) : `${value * denominator} / ${denominator}`;
};

const call = (name: string, parameters: readonly Expression[]): string =>
  [identifier(name), ...parameters.map(p => coq(p, atom))].join(' ');

const identifier = (name: string): string => name.replaceAll('-', '_');

const unary = (operator: UnaryOperator, operand: Expression): string => {
  switch (operator) {
    case 'neg':
      return `- ${coq(operand, opposite)}`;
    case 'detach':
      return written(operand);
    case 'exp':
      return `exp ${coq(operand, atom)}`;
    case 'log':
      return `ln ${coq(operand, atom)}`;
    case 'logCosh':
      return `ln (cosh ${coq(operand, atom)})`;
  }
};

const binary = (operator: BinaryOperator, left: Expression, right: Expression): string => {
  switch (operator) {
    case 'add':
      return `${coq(left, sum)} + ${coq(right, term)}`;
    case 'sub':
      return `${coq(left, sum)} - ${coq(right, term)}`;
    case 'mul':
      return left === right ? `${coq(left, application)} ^ 2` : `${coq(left, factor)} * ${coq(right, opposite)}`;
    case 'div':
      return `${coq(left, factor)} / ${coq(right, opposite)}`;
    case 'min':
      return `Rmin ${coq(left, atom)} ${coq(right, atom)}`;
  }
};
