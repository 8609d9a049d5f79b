/** Updates a second in Chromium, by onnxruntime-web on one thread: batch 64, two hidden layers of 64 units. */
import { mapRecord } from '../src/engines/graph.ts';
import { untrained, updateInputs } from '../src/sac/learner.ts';
import { twinCritics } from '../src/sac/twin-critics.ts';
import { inBrowser } from '../test/browser/browser.ts';
import { actionsOf, hyperparameters, lessons, type Sizes } from '../test/sac/example.ts';
import { median } from './measure.ts';
import type { Part } from './results.ts';

const sizes: Sizes = { batch: 64, observation: 3, action: 1, hidden: [64, 64] };

/** Half of the rounds only warm up: the browser compiles its program better as it runs. */
const ROUNDS = new Array<number>(10).fill(200);

export const browser = async (): Promise<Part> => {
  const algorithm = twinCritics(actionsOf(sizes), hyperparameters);
  const { transitions, noise } = lessons(sizes, 1)();
  const given = updateInputs(algorithm, untrained(algorithm, 1), transitions, noise);
  const inputs = mapRecord(given, numbers => Array.from(numbers));
  const question = { sizes, hyperparameters, inputs, rounds: ROUNDS };
  const { engine, perSecond } = (await inBrowser('update.js', question)) as Answer;
  const updates = median(perSecond.slice(ROUNDS.length / 2));
  return {
    about: 'Updates a second in Chromium, without a window; the ratio is that rate.',
    rows: [
      {
        what: 'update of 64 transitions, 2 x 64 units, observation 3, action 1',
        own: `${updates.toFixed(0)}/s`,
        peer: '',
        ratio: updates,
        goal: { atLeast: 300 },
      },
    ],
    versions: [engine],
  };
};

interface Answer {
  readonly engine: string;
  readonly perSecond: readonly number[];
}
