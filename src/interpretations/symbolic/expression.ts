import type { Arithmetic, Distribution, FiniteSet } from '../../definitions/index.ts';

/** A formula as a tree: what the printers and, later, the compiler read. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  /** A function's value, as in $Q(s, a)$. */
  | { readonly kind: 'apply'; readonly name: string; readonly parameters: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** $\log \pi(a \mid s)$. */
  | { readonly kind: 'logProb'; readonly policy: Law; readonly outcome: Expression }
  | { readonly kind: 'expectation'; readonly law: Law; readonly body: Expression }
  | { readonly kind: 'sum'; readonly over: Bound; readonly body: Expression }
  | {
      readonly kind: 'logSumExp';
      readonly over: Bound;
      readonly body: Expression;
      readonly temperature: Expression;
    };

export type UnaryOperator = 'neg' | 'exp' | 'log' | 'logCosh' | 'detach';
export type BinaryOperator = 'add' | 'sub' | 'mul' | 'div' | 'min';

/** A bound variable and the set it runs through, by their names. */
export interface Bound {
  readonly variable: string;
  readonly set: string;
}

/** A probability law by name: outcomes `variable` $\sim$ `name`, given what it depends on. */
export interface Law {
  readonly name: string;
  readonly variable: string;
  readonly given: readonly Expression[];
}

export const symbol = (name: string): Expression => ({ kind: 'symbol', name });

/** The function `name` of its parameters, as a formula calls it. */
export const apply =
  (name: string, ...fixed: readonly Expression[]) =>
  (...free: readonly Expression[]): Expression => ({ kind: 'apply', name, parameters: [...fixed, ...free] });

const unary = (operator: UnaryOperator) => (operand: Expression) => ({ kind: 'unary', operator, operand }) as const;
const binary = (operator: BinaryOperator) => (left: Expression, right: Expression) =>
  ({ kind: 'binary', operator, left, right }) as const;

/** The interpretation that computes nothing and keeps the formula. */
export const symbolic: Arithmetic<Expression> = {
  constant: value => ({ kind: 'constant', value }),
  pi: symbol('pi'),
  neg: unary('neg'),
  add: binary('add'),
  sub: binary('sub'),
  mul: binary('mul'),
  div: binary('div'),
  min: binary('min'),
  exp: unary('exp'),
  log: unary('log'),
  logCosh: unary('logCosh'),
  detach: unary('detach'),
};

/** The law `variable` $\sim$ `name`$(\cdot \mid$ `given`$)$. */
export const symbolicDistribution = (
  name: string,
  variable: string,
  ...given: readonly Expression[]
): Distribution<Expression, Expression> => {
  const law: Law = { name, variable, given };
  return {
    expectation: f => ({ kind: 'expectation', law, body: f(symbol(variable)) }),
    logProb: outcome => ({ kind: 'logProb', policy: law, outcome }),
  };
};

/** The set `set`, whose elements formulas call `variable`. */
export const symbolicSet = (set: string, variable: string): FiniteSet<Expression, Expression> => {
  const over: Bound = { variable, set };
  return {
    sum: f => ({ kind: 'sum', over, body: f(symbol(variable)) }),
    logSumExp: (f, temperature) => ({ kind: 'logSumExp', over, body: f(symbol(variable)), temperature }),
    distribution: logProb => ({
      expectation: f => ({
        kind: 'sum',
        over,
        body: symbolic.mul(symbolic.exp(logProb(symbol(variable))), f(symbol(variable))),
      }),
      logProb,
    }),
  };
};
