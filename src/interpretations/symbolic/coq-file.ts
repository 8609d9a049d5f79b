import type { Arithmetic } from '../../definitions/arithmetic.ts';
import * as definitions from '../../definitions/index.ts';
import { coq } from './coq.ts';
import { apply, type Expression, symbol, symbolic, symbolicDistribution, symbolicSet } from './expression.ts';

export type DefinitionName = keyof typeof definitions;

/** A definition in Coq: its name where that is not the code's, what it is a function of, and its formula. */
interface CoqDefinition {
  readonly name?: string;
  readonly binders: string;
  readonly formula: (R: Arithmetic<Expression>) => Expression;
}

const alpha = symbol('alpha');
const Q = apply('Q');
const V = apply('V');
const policy = symbolicDistribution('pi', 'a');
const policyAt = (state: Expression) => symbolicDistribution('pi', 'a', state);
const actions = symbolicSet('A', 'a');
const states = symbolicDistribution('D', 's');

/** Every definition on symbols, as the proofs call it: sets and parameters first, what varies last. */
const coqDefinitions: { readonly [name in DefinitionName]: CoqDefinition } = {
  entropy: { binders: '(A : finType) (pi : A -> R)', formula: R => definitions.entropy(R, policy) },
  softStateValue: {
    binders: '(A : finType) (alpha : R) (pi Q : A -> R)',
    formula: R => definitions.softStateValue(R, policy, Q, alpha),
  },
  softBackup: {
    binders: '(X : finType) (r gamma : R) (P d V : X -> R)',
    formula: R =>
      definitions.softBackup(R, symbol('r'), symbol('gamma'), symbolicDistribution('P', 'x'), apply('d'), V),
  },
  softOptimalValue: {
    binders: '(A : finType) (alpha : R) (Q : A -> R)',
    formula: () => definitions.softOptimalValue(actions, Q, alpha),
  },
  softmaxPolicy: {
    name: 'log_softmax_policy',
    binders: '(A : finType) (alpha : R) (Q : A -> R) (b : A)',
    formula: R => definitions.softmaxPolicy(R, actions, Q, alpha).logProb(symbol('b')),
  },
  klObjective: {
    binders: '(A : finType) (alpha : R) (pi Q : A -> R)',
    formula: R => definitions.klObjective(R, policy, Q, alpha),
  },
  valueLoss: {
    binders: '(S A : finType) (alpha : R) (D V : S -> R) (pi Q : S -> A -> R)',
    formula: R => definitions.valueLoss(R, states, V, policyAt, Q, alpha),
  },
  criticLoss: {
    binders: '(T : finType) (D Q y : T -> R)',
    formula: R => definitions.criticLoss(R, symbolicDistribution('D', 't'), Q, apply('y')),
  },
  policyLoss: {
    binders: '(S A : finType) (alpha : R) (D : S -> R) (pi Q : S -> A -> R)',
    formula: R => definitions.policyLoss(R, states, policyAt, Q, alpha),
  },
  temperatureLoss: {
    binders: '(S A : finType) (alpha target : R) (D : S -> R) (pi : S -> A -> R)',
    formula: R => definitions.temperatureLoss(R, states, policyAt, alpha, symbol('target')),
  },
  movingAverage: {
    binders: '(tau online target : R)',
    formula: R => definitions.movingAverage(R, symbol('tau'), symbol('online'), symbol('target')),
  },
  twinMinimum: { binders: '(Q1 Q2 : R)', formula: R => definitions.twinMinimum(R, symbol('Q1'), symbol('Q2')) },
  squashedGaussianLogDensity: {
    binders: '(I : finType) (u mu log_sigma log_c : I -> R)',
    formula: R =>
      definitions.squashedGaussianLogDensity(
        R,
        symbolicSet('I', 'i'),
        apply('u'),
        apply('mu'),
        apply('log_sigma'),
        apply('log_c'),
      ),
  },
};

const header = `(******************************************************************************)
(*  The definitions of the code                                               *)
(*                                                                            *)
(*  Printed from src/definitions by npm run formulas; a test compares.  The   *)
(*  proofs are about these.  A distribution is the function of its            *)
(*  probabilities; log_softmax_policy is the logarithm of one.                *)
(******************************************************************************)

From SoftBellman Require Import Sums Primitives.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.
`;

const snake = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/**
 * The file `spec/coq/SoftBellman/Definitions.v`: every formula of `src/definitions`, printed for the proofs.
 * @param reading the arithmetic over which a definition is read
 */
export const coqFile = (reading: (name: DefinitionName) => Arithmetic<Expression> = () => symbolic): string =>
  [
    header,
    ...(Object.keys(coqDefinitions) as DefinitionName[]).map(key => {
      const { name = snake(key), binders, formula } = coqDefinitions[key];
      return `Definition ${name} ${binders} : R :=\n  ${coq(formula(reading(key)))}.\n`;
    }),
  ].join('\n');
