/** Actions in $[l_1, h_1] \times \dots \times [l_d, h_d]$, or observations there. */
export interface Box {
  readonly kind: 'box';
  /** $l$ and $h$, $d$ entries each. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Actions $0, \dots, n - 1$. */
export interface Discrete {
  readonly kind: 'discrete';
  readonly count: number;
}

/** What one action led to. */
export interface Step {
  readonly observation: Float32Array;
  readonly reward: number;
  /** The episode ended here: nothing more can be earned. */
  readonly terminated: boolean;
  /** The episode is cut off here, which says nothing about what could still be earned. */
  readonly truncated: boolean;
}

/** What an agent acts in, as Gymnasium shapes it. It never resets itself: whoever sees an episode end asks for the next. */
export interface Environment {
  readonly id: string;
  readonly observationSpace: Box;
  readonly actionSpace: Box | Discrete;
  /** Begins an episode and returns its first observation. A seed begins the random numbers anew; without one they go on. */
  reset(seed?: number): Float32Array;
  /**
   * Takes an action: $d$ numbers in a box (beyond its bounds, the nearest inside), or one whole number.
   * @throws {@link EnvironmentError} for a wrong number of entries, or one that is no action.
   */
  step(action: ArrayLike<number>): Step;
  /** All that decides what comes next; {@link Environment.restore} goes on from there, to the bit. */
  save(): Float64Array;
  restore(saved: Float64Array): void;
}

/** An action or a saved state that an environment cannot take, or an environment that is not known: one line. */
export class EnvironmentError extends Error {
  override readonly name: string = 'EnvironmentError';
}

/** @throws {@link EnvironmentError} unless the list has as many finite numbers as expected; `cause` is the usual one for others. */
export const checkNumbers = (what: string, list: ArrayLike<number>, length: number, cause: string): void => {
  if (list.length !== length)
    throw new EnvironmentError(
      `${what} has ${list.length} ${list.length === 1 ? 'entry' : 'entries'}, expected ${length}`,
    );
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(list[i]))
      throw new EnvironmentError(`${what}, entry ${i}: ${list[i]}, expected a finite number (${cause})`);
  }
};

/** @throws {@link EnvironmentError} unless an action is a list of `length` finite numbers. */
export const checkAction = (id: string, action: ArrayLike<number>, length: number): void =>
  checkNumbers(`the action of ${id}`, action, length, 'a diverged policy?');

/** @throws {@link EnvironmentError} unless a saved state is a list of `length` finite numbers. */
export const checkSaved = (id: string, saved: ArrayLike<number>, length: number): void =>
  checkNumbers(`the saved state of ${id}`, saved, length, 'saved by another environment?');
