import fc from 'fast-check';
import { recording, successorOf } from '../episodes.ts';
import type { Law } from '../law.ts';
import { printed } from '../printing.ts';

/**
 * Every transition in the memory is a step as it happened: its own action and reward, the observation that it led to in its own
 * episode (the final one, never the first of the next), and whether it terminated, which a time limit does not. No step is there twice,
 * and no more of them than there is room for.
 */
export const storedIsWhatHappened: Law<'storedTransitions'> = {
  id: 'stored-is-what-happened',
  needs: ['storedTransitions'],
  property: subject =>
    fc.property(recording, ({ steps, capacity }) => {
      const happened = steps.map(step =>
        printed({
          observation: step.observation,
          action: step.action,
          reward: step.reward,
          nextObservation: successorOf(step),
          terminated: step.terminated,
        }),
      );
      const stored = subject.storedTransitions(steps, capacity);
      if (stored.length > capacity)
        throw new Error(`at most ${capacity} transitions are stored fails: there are ${stored.length}`);
      const seen = new Set<string>();
      for (const { observation, action, reward, nextObservation, terminated } of stored) {
        const row = printed({ observation, action, reward, nextObservation, terminated });
        if (!happened.includes(row)) throw new Error(`what is stored happened fails: no step was ${row}`);
        if (seen.has(row)) throw new Error(`what is stored is stored once fails: ${row} is there twice`);
        seen.add(row);
      }
    }),
};
