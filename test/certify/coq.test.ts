import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Certificate, type CoqBackend, coqCertificate, coqNumber } from '../../src/certify/index.ts';
import { buildMdp } from '../../src/mdp/index.ts';
import { small } from './small.ts';

/** A rational $m \cdot 2^e$. */
type Dyadic = readonly [m: bigint, e: number];

/** The meaning of the 64 bits of a double, by the standard's own words. */
const bitsOf = (x: number): Dyadic => {
  const bits = new BigUint64Array(Float64Array.of(x).buffer)[0];
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const m = exponent === 0 ? fraction : fraction + 2n ** 52n;
  return [bits >> 63n === 0n ? m : -m, Math.max(exponent, 1) - 1075];
};

const parsed: Readonly<Record<CoqBackend, (text: string) => Dyadic>> = {
  float: text => {
    const [, minus, digits, e, end] = /^(\(-)?0x([0-9a-f]+)p(-?\d+)(\))?$/.exec(text)!;
    expect(end === undefined).toBe(minus === undefined);
    return [BigInt(`0x${digits}`) * (minus ? -1n : 1n), Number(e)];
  },
  bigint: text => {
    const [, m, e] = /^\(dyadic (\d+|\(-\d+\)) (\d+|\(-\d+\))\)$/.exec(text)!;
    return [BigInt(m.replace(/[()]/g, '')), Number(e.replace(/[()]/g, ''))];
  },
};

const isSame = ([m, e]: Dyadic, [n, f]: Dyadic): boolean => {
  const least = Math.min(e, f);
  return m << BigInt(e - least) === n << BigInt(f - least);
};

const extremes = [0, -0, 1, -1, 2 ** 53 - 1, Number.MIN_VALUE, 2 ** -1022, Number.MAX_VALUE, -Number.MAX_VALUE];

describe.each(['float', 'bigint'] as const)('a number over %s', backend => {
  test('is the double, with an odd mantissa', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(numbers, x => {
        const [m, e] = parsed[backend](coqNumber(x, backend));
        expect(isSame([m, e], bitsOf(x))).toBe(true);
        expect(m === 0n ? e === 0 : m % 2n !== 0n).toBe(true);
      }),
      { numRuns: 2000, examples: extremes.map(x => [x]) },
    );
  });
});

test('what is no number is written as none', () => {
  const none = [Number.NaN, Infinity, -Infinity];
  expect(none.map(x => coqNumber(x, 'float'))).toEqual(['nan', 'infinity', 'neg_infinity']);
  expect(none.map(x => coqNumber(x, 'bigint'))).toEqual(['not_a_number', 'not_a_number', 'not_a_number']);
});

const certificate: Certificate = {
  model: 'sha256:',
  meaning: { numbers: 'doubles', rows: 'weights over their sum', largestRowDeviation: 0 },
  discount: 0.5,
  temperature: 1,
  lower: Float64Array.of(-1, 0, 0),
  upper: Float64Array.of(3, Number.NaN, 0),
  logPolicy: Float64Array.of(-0.5, -Infinity, 0),
};

const textOf = (backend: CoqBackend): string => [...coqCertificate(small, certificate, backend)].join('');

test('the file states model and certificate', () => {
  expect(textOf('float')).toMatchInlineSnapshot(`
    "From SoftBellman Require Import CheckerFloat.
    Open Scope float_scope.
    Notation num := Double.num.

    Definition x0 : num := 0x1p0.
    Definition x1 : num := 0x0p0.

    Definition model : model num := Model
    [:: [:: Row (-0xccccccccccccdp-55) [:: To 0 0x3p-2; To 1 0x1p-2]; Row 0x1p1 [:: To 2 x0]];
       [:: Row x1 [:: To 3 x0]];
       [::]]
    0x1p-1 0x1p0.

    Definition certificate : certificate num := Certificate
    [:: (-0x1p0);
       x1;
       x1]
    [:: 0x3p0;
       nan;
       x1]
    [:: [:: Some (-0x1p-1); None];
       [:: Some x1];
       [::]]
    .

    Theorem passes : check model certificate = true.
    Proof. vm_cast_no_check (eq_refl true). Qed.

    Theorem certified : Double.certified model certificate.
    Proof. exact (check_sound model certificate passes). Qed.
    "
  `);
});

test('over big integers it differs in the numbers and the names of the checker', () => {
  const asFloats = textOf('bigint')
    .replace(/\(dyadic (\S+) (\S+)\)/g, (text: string) => {
      const [m, e] = parsed.bigint(text);
      return coqNumber(Number(m) * 2 ** e, 'float');
    })
    .replace('not_a_number', 'nan')
    .replace('CheckerBigint', 'CheckerFloat')
    .replaceAll('Bigint', 'Double')
    .replace('bigZ_scope', 'float_scope');
  expect(asFloats).toBe(textOf('float'));
});

test('a reward of a transition is paid, and a successor met again has a name', () => {
  const paying = buildMdp({
    stateCount: 2,
    transitions: [
      [0, 0, 1, 0.5, 2],
      [0, 0, 0, 0.5],
      [1, 0, 1, 1],
    ],
  });
  const bounds = Float64Array.of(1, 3);
  const never = Float64Array.of(-Infinity, -Infinity);
  const claims = { ...certificate, lower: bounds, upper: bounds, logPolicy: never };
  const text = [...coqCertificate(paying, claims, 'float')].join('');
  expect(text).not.toContain('infinity');
  expect(text).toContain('\nDefinition s1 : N := 1.\n');
  expect(text).toMatch(/To 0 (\S+); Pay s1 \1 0x1p1\]|Pay s1 (\S+) 0x1p1; To 0 \2\]/);
});
