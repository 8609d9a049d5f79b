import { type Interval, intervals as R } from '../../src/interpretations/interval.ts';

/** A formula that is no number: it holds a variable, or is a list. */
class NotANumber extends Error {}

const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Reads formulas such as `(7/5) log 7 - 2 √5 · 3²`: juxtaposition multiplies, functions and roots take the next factor. */
class Reader {
  readonly #tokens: readonly string[];
  #position = 0;

  constructor(text: string) {
    this.#tokens = text.match(/\d+(?:\.\d+)?|log|exp|\S/g) ?? [];
  }

  all(): Interval {
    const value = this.#sum();
    if (this.#position < this.#tokens.length) throw new NotANumber();
    return value;
  }

  #ahead(pattern: RegExp): boolean {
    return pattern.test(this.#tokens[this.#position] ?? '');
  }

  #take(pattern: RegExp): boolean {
    const ahead = this.#ahead(pattern);
    if (ahead) this.#position++;
    return ahead;
  }

  #sum(): Interval {
    let value = this.#take(/^-$/) ? R.neg(this.#product()) : this.#product();
    for (;;) {
      if (this.#take(/^\+$/)) value = R.add(value, this.#product());
      else if (this.#take(/^-$/)) value = R.sub(value, this.#product());
      else return value;
    }
  }

  #product(): Interval {
    let value = this.#power();
    for (;;) {
      if (this.#take(/^\/$/)) value = R.div(value, this.#power());
      else if (this.#take(/^·$/) || this.#ahead(/^[\d(√le]/)) value = R.mul(value, this.#power());
      else return value;
    }
  }

  #power(): Interval {
    const base = this.#factor();
    let value = base;
    while (this.#ahead(/^[²³⁴-⁹]$/)) {
      const exponent = DIGITS.indexOf(this.#tokens[this.#position++]);
      for (let i = 1; i < exponent; i++) value = R.mul(value, base);
    }
    return value;
  }

  #factor(): Interval {
    if (this.#take(/^log$/)) return R.log(this.#power());
    if (this.#take(/^exp$/)) return R.exp(this.#power());
    if (this.#take(/^√$/)) return R.exp(R.mul(R.constant(0.5), R.log(this.#power())));
    if (this.#take(/^\($/)) {
      const value = this.#sum();
      if (!this.#take(/^\)$/)) throw new NotANumber();
      return value;
    }
    if (!this.#ahead(/^\d/)) throw new NotANumber();
    return decimal(this.#tokens[this.#position++]);
  }
}

/** A decimal fraction, exactly as written: digits over a power of ten. */
const decimal = (text: string): Interval => {
  const [whole, fraction = ''] = text.split('.');
  return R.div(R.constant(Number(whole + fraction)), R.constant(10 ** fraction.length));
};

const evaluate = (formula: string): Interval | undefined => {
  try {
    return new Reader(formula).all();
  } catch (error) {
    if (error instanceof NotANumber) return undefined;
    throw error;
  }
};

/** A claim `left relation right` about two numbers. */
export interface Claim {
  readonly text: string;
  readonly left: Interval;
  readonly relation: string;
  readonly right: Interval;
  /** Half a unit of the last printed digit of the right side. */
  readonly half: number;
}

/** The claims about numbers in a chain such as `V = 2 log 3 = log 9 ≈ 2.197 < 3`. */
export const claimsOf = (chain: string): readonly Claim[] => {
  const parts = chain.split(/([=≤≥<>≈])/);
  return parts.flatMap((relation, i) => {
    if (i % 2 === 0) return [];
    const [left, right] = [evaluate(parts[i - 1]), evaluate(parts[i + 1])];
    const digits = parts[i + 1].split('.')[1]?.trim().length ?? 0;
    if (!left || !right) return [];
    return [{ text: parts.slice(i - 1, i + 2).join(''), left, relation, right, half: 0.5 * 10 ** -digits }];
  });
};

/** Whether enclosures prove the claim; two equal numbers are those whose enclosures meet. */
export const holds = ({ left, relation, right, half }: Claim): boolean => {
  switch (relation) {
    case '<':
      return left.upper < right.lower;
    case '≤':
      return left.upper <= right.lower || meet(left, right);
    case '>':
      return left.lower > right.upper;
    case '≥':
      return left.lower >= right.upper || meet(left, right);
    case '=':
      return meet(left, right);
    default:
      return Math.max(left.upper - right.lower, right.upper - left.lower) <= half;
  }
};

const meet = (a: Interval, b: Interval): boolean => a.lower <= b.upper && b.lower <= a.upper;
