/** Learners that a subject remembers: those that were asked last. */
const REMEMBERED = 64;

/** Learners by their handles, numbers that are never used again. */
export interface Handles<L> {
  /** The handle of a new learner. */
  kept(learner: L): number;
  /** The learner of a handle becomes this one. */
  keep(handle: number, learner: L): void;
  found(handle: number): L;
}

export const handles = <L>(): Handles<L> => {
  const learners = new Map<number, L>();
  let last = 0;
  /** A map lists its keys in the order in which they were set. */
  const keep = (handle: number, learner: L): void => {
    learners.delete(handle);
    learners.set(handle, learner);
    if (learners.size > REMEMBERED) learners.delete(learners.keys().next().value!);
  };
  return {
    keep,
    kept: learner => {
      last++;
      keep(last, learner);
      return last;
    },
    found: handle => {
      const learner = learners.get(handle);
      if (learner === undefined) throw new RangeError(`there is no learner ${handle}, or no longer`);
      keep(handle, learner);
      return learner;
    },
  };
};
