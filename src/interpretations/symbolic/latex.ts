import type { BinaryOperator, Expression, Law, UnaryOperator } from './expression.ts';

/** How symbols and functions are written; what is missing is written as it is called. */
const letters: Readonly<Record<string, string>> = {
  alpha: '\\alpha',
  gamma: '\\gamma',
  tau: '\\tau',
  pi: '\\pi',
  'pi*': '\\pi^*',
  mu: '\\mu',
  psi: '\\psi',
  'psi-bar': '\\bar{\\psi}',
  'log-sigma': '\\log \\sigma',
  'log-c': '\\log c',
  H: '\\mathcal{H}',
  'H-bar': '\\bar{\\mathcal{H}}',
  D: '\\mathcal{D}',
  'V*': 'V^*',
  J_pi: 'J_\\pi',
  J_alpha: 'J_\\alpha',
};

const letter = (name: string): string => letters[name] ?? name;

const negation = 2;
const prefix = 4;
const atom = 5;
const power = 6;

/** Binding strength of each operator; an operand that binds less is put in parentheses. */
const strength: Readonly<Record<BinaryOperator, number>> = { add: 1, sub: 1, mul: 3, div: atom, min: 6 };

const strengthOf = (e: Expression): number => {
  switch (e.kind) {
    case 'binary':
      return strength[e.operator];
    case 'unary':
      return e.operator === 'neg' ? negation : prefix;
    case 'sum':
      return negation;
    case 'logSumExp':
      return strength.mul;
    case 'constant':
      return e.value < 0 ? negation : power;
    case 'logProb':
      return prefix;
    default:
      return power;
  }
};

const law = ({ name, given }: Law, outcome: string): string =>
  `${letter(name)}${given.length === 0 ? '' : `(${outcome} \\mid ${given.map(g => latex(g)).join(', ')})`}`;

/** The formula in KaTeX, put in parentheses if it binds less than `least`. */
export const latex = (e: Expression, least = 0): string => {
  const text = written(e);
  return strengthOf(e) < least ? `\\left( ${text} \\right)` : text;
};

const written = (e: Expression): string => {
  switch (e.kind) {
    case 'constant':
      return e.value === 0.5 ? '\\tfrac{1}{2}' : String(e.value);
    case 'symbol':
      return letter(e.name);
    case 'apply':
      return applied(e.name, e.parameters);
    case 'unary':
      return unary(e.operator, e.operand);
    case 'binary':
      return binary(e.operator, e.left, e.right);
    case 'logProb':
      return `\\log ${law(e.policy, latex(e.outcome))}`;
    case 'expectation':
      return `\\mathbb{E}_{${e.law.variable} \\sim ${law(e.law, '\\cdot')}}\\left[ ${latex(e.body)} \\right]`;
    case 'sum':
      return `\\sum_{${e.over.variable}} ${latex(e.body, prefix - 1)}`;
    case 'logSumExp': {
      const temperature = latex(e.temperature, strength.mul);
      return `${temperature} \\log \\sum_{${e.over.variable}} \\exp(${latex(e.body, strength.mul)} / ${temperature})`;
    }
  }
};

/** $Q(s, a)$, or $u_i$ where the only parameter is a coordinate. */
const applied = (name: string, parameters: readonly Expression[]): string => {
  const inner = parameters.map(p => latex(p));
  return inner.length === 1 && inner[0] === 'i' ? `${letter(name)}_{i}` : `${letter(name)}(${inner.join(', ')})`;
};

const unary = (operator: UnaryOperator, operand: Expression): string => {
  switch (operator) {
    case 'neg':
      return `-${latex(operand, strength.mul)}`;
    case 'detach':
      return `\\operatorname{sg}[${latex(operand)}]`;
    case 'exp':
      return `\\exp(${latex(operand)})`;
    case 'log':
      return `\\log(${latex(operand)})`;
    case 'logCosh':
      return `\\log \\cosh ${latex(operand, atom)}`;
  }
};

const binary = (operator: BinaryOperator, left: Expression, right: Expression): string => {
  switch (operator) {
    case 'add':
      return `${latex(left, strength.add)} + ${latex(right, strength.add)}`;
    case 'sub':
      return `${latex(left, strength.sub)} - ${latex(right, strength.sub + 1)}`;
    case 'mul':
      return left === right ? `${latex(left, power)}^2` : `${latex(left, strength.mul)} ${latex(right, strength.mul)}`;
    case 'div':
      return `\\frac{${latex(left)}}{${latex(right)}}`;
    case 'min':
      return `\\min(${latex(left)}, ${latex(right)})`;
  }
};
