/** Cases for the functions of one state and of one parameter. */
import { log } from '../../../src/numerics/index.ts';
import { type Cases, call, type Draw, drawn, many } from './cases.ts';

/** Logarithms of the probabilities that these weights have, each rounded to the nearest double. */
export const logs = (...weights: readonly number[]): readonly number[] => {
  const mass = weights.reduce((a, b) => a + b, 0);
  return weights.map(w => (w === mass ? 0 : log(w / mass)));
};

const values = (draw: Draw): readonly number[] => many(draw.integer(2, 5), () => draw.eighths(-8, 8));
const temperature = (draw: Draw): number => draw.integer(1, 32) / 8;
const policyFor = (draw: Draw, q: readonly number[]): readonly number[] => logs(...q.map(() => draw.integer(1, 8)));

export const logSumExp: Cases<'logSumExp'> = {
  operation: 'logSumExp',
  statement: 'alpha log sum over a of exp(q_a / alpha); max q at temperature 0',
  basic: [
    call('one action: its value', [[2.5], 0.5]),
    call('two equal actions at temperature 1: log 2', [[0, 0], 1]),
    call('three actions', [[1, 0, -1], 1]),
    call('shifted by 5: the result too', [[6, 5, 4], 1]),
  ],
  defects: [
    call(
      'temperature below 1',
      [[1, 2], 0.5],
      [
        'TemperatureForgottenInValue',
        'MaximumForSoftMaximum',
        'MeanOfExponentials',
        'BoltzmannAverage',
        'EntropyInBits',
      ],
    ),
    call(
      'temperature above 1',
      [[3, 1, -2], 4],
      [
        'TemperatureForgottenInValue',
        'MaximumForSoftMaximum',
        'MeanOfExponentials',
        'BoltzmannAverage',
        'EntropyInBits',
      ],
    ),
    call(
      'equal actions: the mean of the exponentials hides their number',
      [[0.5, 0.5, 0.5, 0.5], 0.75],
      ['MeanOfExponentials', 'MaximumForSoftMaximum', 'BoltzmannAverage'],
    ),
    call(
      'high temperature: the number of actions decides',
      [[1, 2, 3], 64],
      ['TemperatureForgottenInValue', 'MeanOfExponentials', 'MaximumForSoftMaximum'],
    ),
    call('large values: the maximum has to be subtracted', [[1024, 1023, 1020], 1], ['NoShift']),
    call('large negative values: all exponentials vanish', [[-1024, -1025], 1], ['NoShift']),
    call('low temperature makes moderate values large', [[3, 2.875], 0.001953125], ['NoShift']),
    call('temperature 0: the maximum', [[1, 3, 2], 0], ['DivisionByTemperatureZero']),
    call('temperature 0 with a tie', [[-3, -3, -4], 0], ['DivisionByTemperatureZero']),
  ],
  edges: [
    call('far behind the maximum: nothing is added', [[0, -4096], 1]),
    call('in the middle of a long list', [[0, 1, 2, 3, 4, 5, 6, 7, 8, 7, 6, 5, 4, 3, 2, 1], 0.25]),
    call('temperature 1024', [[1, -1], 1024]),
    call('very large values', [[1048576, 1048576.5], 0.5]),
    call('an action of value 0 among negative ones', [[-0.125, 0, -8], 0.125]),
  ],
  drawn: drawn(draw => [values(draw), temperature(draw)]),
};

export const softmax: Cases<'softmax'> = {
  operation: 'softmax',
  statement: 'log-probabilities (q_a - logSumExp(q)) / alpha; at temperature 0 the maximisers share the probability',
  basic: [
    call('one action: log 1', [[-3], 2]),
    call('two equal actions', [[1, 1], 1]),
    call('three actions', [[1, 0, -1], 1]),
  ],
  defects: [
    call(
      'temperature below 1',
      [[1, 2], 0.5],
      [
        'TemperatureForgottenInPolicy',
        'TemperatureMultiplied',
        'NotNormalised',
        'LogarithmForgotten',
        'ExplorationMixedIn',
      ],
    ),
    call(
      'temperature above 1',
      [[3, 1, -2], 4],
      [
        'TemperatureForgottenInPolicy',
        'TemperatureMultiplied',
        'NotNormalised',
        'LogarithmForgotten',
        'ExplorationMixedIn',
      ],
    ),
    call('equal actions: the normaliser alone', [[0.5, 0.5, 0.5, 0.5], 0.75], ['NotNormalised', 'LogarithmForgotten']),
    call('an improbable action: exploration would be seen', [[0, -6], 1], ['ExplorationMixedIn', 'LogarithmForgotten']),
    call('large values: the maximum has to be subtracted', [[1024, 1023, 1020], 1], ['NoShift']),
    call('large negative values', [[-1024, -1025], 1], ['NoShift']),
    call(
      'low temperature makes moderate values large',
      [[3, 2.875], 0.001953125],
      ['NoShift', 'TemperatureForgottenInPolicy'],
    ),
    call('temperature 0: one maximiser', [[1, 3, 2], 0], ['TemperatureZeroTakenForNone', 'LogarithmForgotten']),
    call('temperature 0: two maximisers share', [[2, -1, 2], 0], ['TemperatureZeroTakenForNone']),
  ],
  edges: [
    call('a probability that underflows has a finite logarithm', [[0, -4096], 1]),
    call('temperature 1024: almost uniform', [[1, -1], 1024]),
    call('temperature 0: all maximise', [[5, 5, 5], 0]),
    call('temperature 0: almost a tie', [[1, 1.125], 0]),
  ],
  drawn: drawn(draw => [values(draw), temperature(draw)]),
};

export const entropy: Cases<'entropy'> = {
  operation: 'entropy',
  statement: '- sum over a of p_a log p_a in nats, where p is the exponential of logPolicy over its sum',
  basic: [
    call('certain: 0', [[0]]),
    call('a fair coin: log 2', [logs(1, 1)]),
    call('a quarter and three', [logs(1, 3)]),
  ],
  defects: [
    call('a fair coin', [logs(1, 1)], ['LogarithmForgotten', 'MeanOverActions', 'EntropyInBits']),
    call(
      'uniform over eight: log 8',
      [logs(1, 1, 1, 1, 1, 1, 1, 1)],
      ['LogarithmForgotten', 'MeanOverActions', 'EntropyInBits'],
    ),
    call('uneven', [logs(1, 2, 5)], ['LogarithmForgotten', 'MeanOverActions', 'EntropyInBits']),
    call(
      'an action without probability adds nothing',
      [[...logs(1, 3), Number.NEGATIVE_INFINITY]],
      ['ZeroTimesLogarithmOfZero', 'MeanOverActions'],
    ),
    call(
      'certain, with two masked actions',
      [[Number.NEGATIVE_INFINITY, 0, Number.NEGATIVE_INFINITY]],
      ['ZeroTimesLogarithmOfZero', 'LogarithmForgotten'],
    ),
  ],
  edges: [
    call('nearly certain', [logs(1, 1048575)]),
    call('a probability that underflows', [[0, -1024]]),
    call('uniform over thirty-two', [logs(...many(32, () => 1))], ['EntropyInBits', 'MeanOverActions']),
  ],
  drawn: drawn(draw => [policyFor(draw, values(draw))]),
};

export const stateValue: Cases<'stateValue'> = {
  operation: 'stateValue',
  statement: 'sum over a of p_a (q_a - alpha log p_a)',
  basic: [
    call('one action: its value', [[0], [2.5], 0.5]),
    call('equal values, fair coin, temperature 1: 1 + log 2', [logs(1, 1), [1, 1], 1]),
    call('temperature 0: the mean value', [logs(1, 3), [1, 5], 0]),
  ],
  defects: [
    call(
      'temperature below 1',
      [logs(1, 3), [1, 2], 0.5],
      ['EntropyMissing', 'EntropySubtracted', 'TemperatureSquared', 'MeanOverActions', 'LogarithmForgotten'],
    ),
    call(
      'temperature above 1',
      [logs(1, 2, 5), [3, 1, -2], 4],
      ['EntropyMissing', 'EntropySubtracted', 'TemperatureSquared', 'MeanOverActions', 'LogarithmForgotten'],
    ),
    call(
      'values 0: alpha times the entropy',
      [logs(1, 1, 1, 1), [0, 0, 0, 0], 2],
      ['EntropyMissing', 'EntropySubtracted', 'TemperatureSquared', 'MeanOverActions', 'LogarithmForgotten'],
    ),
    call('temperature 0: a mean, not a mean of terms', [logs(1, 3), [8, 4], 0], ['MeanOverActions']),
    call(
      'an action without probability adds nothing',
      [[...logs(1, 3), Number.NEGATIVE_INFINITY], [1, 2, 64], 0.5],
      ['ZeroTimesLogarithmOfZero', 'MeanOverActions', 'EntropyMissing', 'EntropySubtracted'],
    ),
    call(
      'certain, with a masked action',
      [[0, Number.NEGATIVE_INFINITY], [-1, 7], 1],
      ['ZeroTimesLogarithmOfZero', 'MeanOverActions'],
    ),
  ],
  edges: [
    call('nearly certain', [logs(1, 1048575), [64, 0], 1]),
    call('temperature 1024', [logs(1, 2, 5), [3, 1, -2], 1024], ['EntropyMissing', 'EntropySubtracted']),
    call('low temperature', [logs(1, 2, 5), [3, 1, -2], 0.001953125]),
  ],
  drawn: drawn(draw => {
    const q = values(draw);
    return [policyFor(draw, q), q, temperature(draw)];
  }),
};

export const klObjective: Cases<'klObjective'> = {
  operation: 'klObjective',
  statement: 'sum over a of p_a (alpha log p_a - q_a) = alpha KL(p || softmax(q / alpha)) - logSumExp(q)',
  basic: [
    call('one action: minus its value', [[0], [2.5], 0.5]),
    call('equal values, fair coin, temperature 1: -1 - log 2', [logs(1, 1), [1, 1], 1]),
    call('temperature 0: minus the mean value', [logs(1, 3), [1, 5], 0]),
  ],
  defects: [
    call(
      'asymmetric: the order of the arguments shows',
      [logs(1, 7), [2, 0], 0.5],
      ['DivergenceReversed', 'ObjectiveUpsideDown', 'MeanOverActions'],
    ),
    call(
      'temperature above 1',
      [logs(1, 2, 5), [3, 1, -2], 4],
      ['DivergenceReversed', 'ObjectiveUpsideDown', 'MeanOverActions'],
    ),
    call(
      'an action without probability adds nothing',
      [[...logs(1, 3), Number.NEGATIVE_INFINITY], [1, 2, 64], 0.5],
      ['ZeroTimesLogarithmOfZero', 'DivergenceReversed', 'ObjectiveUpsideDown', 'MeanOverActions'],
    ),
    call(
      'certain, with a masked action',
      [[0, Number.NEGATIVE_INFINITY], [-1, 7], 1],
      ['ZeroTimesLogarithmOfZero', 'DivergenceReversed', 'ObjectiveUpsideDown'],
    ),
  ],
  edges: [
    call('nearly certain of the worst action', [logs(1048575, 1), [-64, 64], 1], ['DivergenceReversed']),
    call('temperature 1024', [logs(1, 2, 5), [3, 1, -2], 1024], ['ObjectiveUpsideDown']),
    call('low temperature', [logs(1, 2, 5), [3, 1, -2], 0.001953125], ['ObjectiveUpsideDown']),
  ],
  drawn: drawn(draw => {
    const q = values(draw);
    return [policyFor(draw, q), q, temperature(draw)];
  }),
};

export const movingAverage: Cases<'movingAverage'> = {
  operation: 'movingAverage',
  statement: 'tau online + (1 - tau) target',
  basic: [call('half way', [0.5, 1, 0]), call('nothing to do', [0.25, 3, 3]), call('tau = 1 copies', [1, 5, -2])],
  defects: [
    call('an eighth of the way', [0.125, 1, 0], ['RateExchanged', 'RateIgnored', 'OnlineOverwritten']),
    call('an eighth of the way back', [0.125, 0, 1], ['RateExchanged', 'RateIgnored', 'OnlineOverwritten']),
    call('tau = 1: the target starts as a copy', [1, 5, -2], ['RateExchanged', 'RateIgnored']),
    call(
      'a rate as in practice, about 0.005',
      [0.0048828125, 8, -8],
      ['RateExchanged', 'RateIgnored', 'OnlineOverwritten'],
    ),
    call('opposite signs', [0.75, -4, 4], ['RateExchanged', 'RateIgnored', 'OnlineOverwritten']),
  ],
  edges: [
    call('a tiny rate', [2 ** -20, 1, -1], ['RateExchanged', 'OnlineOverwritten']),
    call('a large parameter', [0.25, 65536, 0.125], ['RateExchanged', 'RateIgnored', 'OnlineOverwritten']),
  ],
  drawn: drawn(draw => [draw.integer(1, 8) / 8, draw.eighths(-8, 8), draw.eighths(-8, 8)]),
};
