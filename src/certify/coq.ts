/** A certificate as a Coq file: the model, the certificate, and the proof that the checker of `spec/coq` accepts it. */
import type { FiniteMdp } from '../mdp/index.ts';
import type { Certificate } from './certificate.ts';

/** The numbers that Coq computes with: the processor's doubles, or integers times powers of two. */
export type CoqBackend = 'float' | 'bigint';

interface Dialect {
  /** The file of `spec/coq` that holds the checker over these numbers, and the module in it. */
  readonly file: string;
  readonly module: string;
  readonly scope: string;
  /** Any double, exactly; a term that may be an argument. */
  readonly number: (x: number) => string;
}

/** A finite double is $m \cdot 2^e$ with $m$ odd, or $0 \cdot 2^0$. Doubling and halving are exact. */
const oddTimesPower = (x: number): readonly [m: number, e: number] => {
  if (x === 0) return [0, 0];
  let [m, e] = [x, 0];
  for (; !Number.isInteger(m); e--) m *= 2;
  for (; m % 2 === 0; e++) m /= 2;
  return [m, e];
};

const signed = (negative: boolean, text: string): string => (negative ? `(-${text})` : text);

const integer = (n: number): string => signed(n < 0, `${Math.abs(n)}`);

/** The double as a term of Coq over the numbers of `backend`, exactly; $-0$ is 0. */
export const coqNumber = (x: number, backend: CoqBackend): string => dialects[backend].number(x);

const dialects: Readonly<Record<CoqBackend, Dialect>> = {
  float: {
    file: 'CheckerFloat',
    module: 'Double',
    scope: 'float_scope',
    number: x => {
      if (!Number.isFinite(x)) return Number.isNaN(x) ? 'nan' : x > 0 ? 'infinity' : 'neg_infinity';
      const [m, e] = oddTimesPower(x);
      return signed(m < 0, `0x${Math.abs(m).toString(16)}p${e}`);
    },
  },
  bigint: {
    file: 'CheckerBigint',
    module: 'Bigint',
    scope: 'bigZ_scope',
    number: x => {
      if (!Number.isFinite(x)) return 'not_a_number';
      const [m, e] = oddTimesPower(x);
      return `(dyadic ${integer(m)} ${integer(e)})`;
    },
  },
};

/** The theorem of the file: a term of Coq. */
export const coqTheorem = (backend: CoqBackend): string => `${dialects[backend].module}.certified model certificate`;

/**
 * The text of a Coq file, in pieces: compiled, it proves that `certificate` encloses $V^\pi$ and $V^*$ of `mdp`. Writes whatever it
 * is given, checked or not; what does not hold does not compile.
 */
export function* coqCertificate(mdp: FiniteMdp, certificate: Certificate, backend: CoqBackend): Generator<string> {
  const { file, scope, module } = dialects[backend];
  const { discount, temperature, lower, upper, logPolicy } = certificate;
  const { stateCount, pairOffsets, transitionOffsets, rewards, successors, weights, transitionRewards } = mdp;

  yield `From SoftBellman Require Import ${file}.
Open Scope ${scope}.
Notation num := ${module}.num.

`;
  const states = named([successors], s => `s${s}`);
  const numbers = named(
    [rewards, transitionRewards ?? [], weights, lower, upper, finite(logPolicy)],
    (_, i) => `x${i}`,
  );
  for (const [s, name] of states) yield `Definition ${name} : N := ${s}.\n`;
  for (const [x, name] of numbers) yield `Definition ${name} : num := ${coqNumber(x, backend)}.\n`;

  const number = (x: number): string => numbers.get(x) ?? coqNumber(x, backend);
  const transition = (t: number): string => {
    const to = `${states.get(successors[t]) ?? successors[t]} ${number(weights[t])}`;
    return transitionRewards?.[t] ? `Pay ${to} ${number(transitionRewards[t])}` : `To ${to}`;
  };
  const row = (p: number): string =>
    `Row ${number(rewards[p])} ${list(range(transitionOffsets[p], transitionOffsets[p + 1]).map(transition))}`;
  const pairs = (s: number): readonly number[] => range(pairOffsets[s], pairOffsets[s + 1]);
  const logProbability = (p: number): string => (logPolicy[p] === -Infinity ? 'None' : `Some ${number(logPolicy[p])}`);

  yield '\nDefinition model : model num := Model\n';
  yield* lines(stateCount, s => list(pairs(s).map(row)));
  yield `${coqNumber(discount, backend)} ${coqNumber(temperature, backend)}.

Definition certificate : certificate num := Certificate
`;
  yield* lines(lower.length, s => number(lower[s]));
  yield* lines(upper.length, s => number(upper[s]));
  yield* lines(stateCount, s => list(pairs(s).map(logProbability)));
  yield `.

Theorem passes : check model certificate = true.
Proof. vm_cast_no_check (eq_refl true). Qed.

Theorem certified : ${coqTheorem(backend)}.
Proof. exact (check_sound model certificate passes). Qed.
`;
}

/** A name for each number that comes up more than once: Coq reads a name several times as fast as a numeral. */
const named = (
  columns: readonly Iterable<number>[],
  name: (x: number, index: number) => string,
): ReadonlyMap<number, string> => {
  const met = new Set<number>();
  const again = new Set<number>();
  for (const column of columns) for (const x of column) (met.has(x) ? again : met).add(x);
  return new Map([...again].map((x, i) => [x, name(x, i)]));
};

const finite = (numbers: Float64Array): Float64Array => numbers.filter(Number.isFinite);

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

const list = (items: readonly string[]): string => (items.length === 0 ? '[::]' : `[:: ${items.join('; ')}]`);

/** A list of Coq, an item a line. */
function* lines(length: number, item: (i: number) => string): Generator<string> {
  yield '[::';
  for (let i = 0; i < length; i++) yield `${i === 0 ? '' : ';\n  '} ${item(i)}`;
  yield ']\n';
}
