import fc from 'fast-check';
import { recording } from '../episodes.ts';
import type { Law } from '../law.ts';
import { printed } from '../printing.ts';

/** A memory with room for more steps than there were holds them all; truncated ones may be left out, which loses data and nothing else. */
export const storedIsAllThatHappened: Law<'storedTransitions'> = {
  id: 'stored-is-all-that-happened',
  needs: ['storedTransitions'],
  property: subject =>
    fc.property(recording, ({ steps, capacity }) => {
      const room = Math.max(capacity, steps.length + 1);
      const stored = subject.storedTransitions(steps, room).map(({ observation }) => printed(observation));
      steps.forEach(({ observation, terminated, truncated }, i) => {
        if (truncated && !terminated) return;
        if (!stored.includes(printed(observation)))
          throw new Error(`every step that was not truncated is stored fails: step ${i} is not`);
      });
    }),
};
