import type {
  AgentOperations,
  OneStateOperations,
  Operations,
  OperatorOperations,
  ParameterOperations,
} from '../../../properties/subject.ts';

/** The operations that have vectors: those whose results are determined, and can be enclosed. */
export type EnclosedOperation =
  | keyof (OneStateOperations & OperatorOperations & ParameterOperations & AgentOperations)
  | 'optimalValues'
  | 'policyValues';

/** One call, why it is worth making, and the defects that its result gives away. */
export interface Case<K extends EnclosedOperation> {
  readonly comment: string;
  readonly args: Parameters<Operations[K]>;
  readonly flags: readonly string[];
  /** Whether a log-density has to be good where $1 - \tanh^2 u$ rounds to 0. */
  readonly formed: 'anyhow' | 'stably';
}

/** The cases of an operation: that it is set up right, what tells it from its defects, where it is hardest, and what nobody thought of. */
export interface Cases<K extends EnclosedOperation> {
  readonly operation: K;
  readonly statement: string;
  readonly basic: readonly Case<K>[];
  readonly defects: readonly Case<K>[];
  readonly edges: readonly Case<K>[];
  readonly drawn: readonly Case<K>[];
}

export const call = <K extends EnclosedOperation>(
  comment: string,
  args: Parameters<Operations[K]>,
  flags: readonly string[] = [],
): Case<K> => ({ comment, args, flags, formed: 'anyhow' });

export const SEED = 2018;

export const DRAWN = 5;

/** Numbers that are exact in single precision: small multiples of 1/8, the same ones in every run. */
export interface Draw {
  /** A whole number, `least` to `greatest`. */
  integer(least: number, greatest: number): number;
  /** A multiple of 1/8, `least` to `greatest`. */
  eighths(least: number, greatest: number): number;
  isTrue(): boolean;
}

/** A linear congruential generator modulo $2^{32}$, read from above. */
export const draws = (seed: number): Draw => {
  let state = seed;
  const integer = (least: number, greatest: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return least + Math.floor((state / 2 ** 32) * (greatest - least + 1));
  };
  return {
    integer,
    eighths: (least, greatest) => integer(8 * least, 8 * greatest) / 8,
    isTrue: () => integer(0, 1) === 1,
  };
};

export const many = <T>(count: number, f: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => f(i));

/** As many drawn cases as every operation has. */
export const drawn = <K extends EnclosedOperation>(
  args: (draw: Draw) => Parameters<Operations[K]>,
): readonly Case<K>[] => {
  const draw = draws(SEED);
  return many(DRAWN, i => call<K>(`draw ${i + 1} of seed ${SEED}`, args(draw)));
};
