import { type FiniteMdp, modelHash } from '../mdp/index.ts';
import { show } from '../mdp/model-error.ts';
import { fromTagged, type Tagged, toTagged } from '../numerics/index.ts';
import { ARITHMETIC, type Certificate, type Meaning, THEOREMS } from './certificate.ts';

const FORMAT = 'soft-bellman-certificate/1';

/** A certificate that is refused before any test: not one, damaged, or for another model. One line. */
export class CertificateError extends Error {
  override readonly name: string = 'CertificateError';
}

const refuse = (reason: string): never => {
  throw new CertificateError(reason);
};

/** The vectors of a certificate as JSON carries them: bounds per state, log-probabilities per state and action. */
export const certificateVectors = (
  mdp: FiniteMdp,
  { lower, upper, logPolicy }: Certificate,
): { lower: Tagged[]; upper: Tagged[]; logPolicy: Tagged[][] } => ({
  lower: Array.from(lower, toTagged),
  upper: Array.from(upper, toTagged),
  logPolicy: Array.from({ length: mdp.stateCount }, (_, s) =>
    Array.from(logPolicy.subarray(mdp.pairOffsets[s], mdp.pairOffsets[s + 1]), toTagged),
  ),
});

/** The certificate as a JSON text; numbers are the shortest decimals that read back to the same bits. */
export const writeCertificate = (mdp: FiniteMdp, certificate: Certificate): string => {
  const { model, meaning, discount, temperature } = certificate;
  const head = { format: FORMAT, model, meaning, discount, temperature, arithmetic: ARITHMETIC, theorems: THEOREMS };
  return `${JSON.stringify({ ...head, ...certificateVectors(mdp, certificate) })}\n`;
};

/**
 * The certificate in a parsed JSON value, for `mdp`.
 * @throws {@link CertificateError} unless it is whole, its numbers are numbers, and it names this very model.
 */
export const readCertificate = (value: unknown, mdp: FiniteMdp): Certificate => {
  const fields = value as Record<string, unknown> | null;
  if (typeof fields !== 'object' || fields === null || fields.format !== FORMAT)
    return refuse(`not a certificate: expected an object with "format": "${FORMAT}"`);
  const model = modelHash(mdp);
  if (fields.model !== model)
    refuse(`certificate for another model: it names ${show(fields.model)}, this model is ${model}`);
  const discount = number(fields.discount, 'discount');
  if (!(discount >= 0 && discount < 1)) refuse(`discount is ${discount}, expected 0 <= discount < 1`);
  const temperature = number(fields.temperature, 'temperature');
  if (!(temperature >= 0)) refuse(`temperature is ${temperature}, expected a number >= 0`);
  const rows = list(fields.logPolicy, 'logPolicy', mdp.stateCount, 'one list per state');
  const logPolicy = new Float64Array(mdp.actions.length);
  rows.forEach((row, s) => {
    const where = `logPolicy of state ${s}`;
    const count = mdp.pairOffsets[s + 1] - mdp.pairOffsets[s];
    logPolicy.set(logWeights(list(row, where, count, 'one number per action'), where), mdp.pairOffsets[s]);
  });
  return {
    model,
    meaning: meaningOf(fields.meaning),
    discount,
    temperature,
    lower: bound(fields.lower, 'lower', mdp.stateCount),
    upper: bound(fields.upper, 'upper', mdp.stateCount),
    logPolicy,
  };
};

const meaningOf = (value: unknown): Meaning => {
  const meaning = (value ?? {}) as Record<string, unknown>;
  const { numbers, rows } = meaning;
  if (numbers !== 'doubles' || rows !== 'weights over their sum')
    return refuse('meaning of the model file is unknown here: expected "doubles" and "weights over their sum"');
  return { numbers, rows, largestRowDeviation: number(meaning.largestRowDeviation, 'largestRowDeviation') };
};

const list = (value: unknown, name: string, length: number, expected: string): readonly unknown[] => {
  if (!Array.isArray(value)) return refuse(`${name} is missing or no list (is the file cut off?)`);
  if (value.length !== length) return refuse(`${name} has ${value.length} entries, expected ${length}: ${expected}`);
  return value;
};

const number = (value: unknown, name: string): number => {
  const x = fromTagged(value);
  if (x === undefined || !Number.isFinite(x)) return refuse(`${name} is ${show(value)}, expected a finite number`);
  return x;
};

const bound = (value: unknown, name: string, states: number): Float64Array =>
  Float64Array.from(list(value, name, states, 'one number per state'), (x, s) => number(x, `${name} of state ${s}`));

const logWeights = (row: readonly unknown[], where: string): Float64Array => {
  const weights = Float64Array.from(row, (x, a) =>
    fromTagged(x) === -Infinity ? -Infinity : number(x, `${where}[${a}]`),
  );
  if (weights.length > 0 && weights.every(w => w === -Infinity)) refuse(`${where} gives every action probability 0`);
  return weights;
};
