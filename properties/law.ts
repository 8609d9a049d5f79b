import type fc from 'fast-check';
import type { Draw } from './arbitraries.ts';
import type { Offering, Operations, Subject } from './subject.ts';

/**
 * A theorem as a property of implementations: `property(subject, draw)` is falsified by a counterexample to it,
 * up to the rounding that an implementation of the declared precision may commit.
 */
export interface Law<K extends keyof Operations = keyof Operations> {
  /** The theorem's id: `spec/theorems/<id>.md`. */
  readonly id: string;
  /** The operations it calls, and nothing else of the subject. */
  readonly needs: readonly K[];
  /** `draw` says which problems to try: generated ones by default, or one given model. */
  property(subject: Offering<K>, draw?: Draw): fc.IProperty<unknown[]>;
}

/** Whether the subject offers all that the law needs. */
export const isApplicable = <K extends keyof Operations>(law: Law<K>, subject: Subject): subject is Offering<K> =>
  law.needs.every(operation => subject[operation] !== undefined);
