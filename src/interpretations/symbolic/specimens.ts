import * as definitions from '../../definitions/index.ts';
import { apply, type Expression, symbolic as R, symbol, symbolicDistribution, symbolicSet } from './expression.ts';

/** A definition read symbolically: the name of what it defines, and its formula. */
export interface Specimen {
  readonly subject: Expression;
  readonly formula: Expression;
}

const s = symbol('s');
const a = symbol('a');
const alpha = symbol('alpha');
const gamma = symbol('gamma');
const Q = apply('Q', s);
const V = apply('V');
const policy = symbolicDistribution('pi', 'a', s);
const states = symbolicDistribution('D', 's');
const transitions = symbolicDistribution('D', 't');
const actions = symbolicSet('A', "a'");

/** Every definition, called on symbols. */
export const specimens: { readonly [name in keyof typeof definitions]: Specimen } = {
  entropy: { subject: apply('H', s)(), formula: definitions.entropy(R, policy) },
  softStateValue: { subject: V(s), formula: definitions.softStateValue(R, policy, Q, alpha) },
  softBackup: {
    subject: Q(a),
    formula: definitions.softBackup(R, apply('r')(s, a), gamma, symbolicDistribution('P', "s'", s, a), apply('d'), V),
  },
  softOptimalValue: { subject: apply('V*')(s), formula: definitions.softOptimalValue(actions, Q, alpha) },
  softmaxPolicy: {
    subject: symbolicDistribution('pi*', 'a', s).logProb(a),
    formula: definitions.softmaxPolicy(R, actions, Q, alpha).logProb(a),
  },
  klObjective: { subject: apply('J')(symbol('pi')), formula: definitions.klObjective(R, policy, Q, alpha) },
  valueLoss: {
    subject: symbol('J_V'),
    formula: definitions.valueLoss(R, states, V, () => policy, apply('Q'), alpha),
  },
  criticLoss: { subject: symbol('J_Q'), formula: definitions.criticLoss(R, transitions, apply('Q'), apply('y')) },
  policyLoss: {
    subject: symbol('J_pi'),
    formula: definitions.policyLoss(R, states, () => policy, apply('Q'), alpha),
  },
  temperatureLoss: {
    subject: symbol('J_alpha'),
    formula: definitions.temperatureLoss(R, states, () => policy, alpha, symbol('H-bar')),
  },
  movingAverage: {
    subject: symbol('psi-bar'),
    formula: definitions.movingAverage(R, symbol('tau'), symbol('psi'), symbol('psi-bar')),
  },
  twinMinimum: { subject: Q(a), formula: definitions.twinMinimum(R, apply('Q_1')(s, a), apply('Q_2')(s, a)) },
  squashedGaussianLogDensity: {
    subject: policy.logProb(a),
    formula: definitions.squashedGaussianLogDensity(
      R,
      symbolicSet('I', 'i'),
      apply('u'),
      apply('mu'),
      apply('log-sigma'),
      apply('log-c'),
    ),
  },
};
