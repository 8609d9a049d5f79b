import type { Tagged } from '../../../src/numerics/index.ts';
import { fromTagged } from '../../../src/numerics/index.ts';

/** What an operation returned, as it travels. */
export type Encoded = Tagged | readonly Encoded[] | { readonly [field: string]: Encoded };

const isRecord = (x: Encoded): x is { readonly [field: string]: Encoded } => typeof x === 'object' && !Array.isArray(x);

/** Whether a result lies between two of its shape, widened by the tolerance and, where it claims an error of its own, by this. */
export const accepts = (lower: Encoded, upper: Encoded, result: Encoded, tolerance: number): boolean => {
  if (Array.isArray(lower))
    return (
      Array.isArray(result) &&
      result.length === lower.length &&
      lower.every((low, i) => accepts(low, (upper as readonly Encoded[])[i], result[i], tolerance))
    );
  if (isRecord(lower)) {
    if (!isRecord(result)) return false;
    const claimed = 'error' in lower ? fromTagged(result.error)! : 0;
    return Object.keys(lower).every(field =>
      accepts(lower[field], (upper as typeof lower)[field], result[field], field === 'error' ? 0 : tolerance + claimed),
    );
  }
  const x = fromTagged(result);
  return x !== undefined && fromTagged(lower)! - tolerance <= x && x <= fromTagged(upper)! + tolerance;
};
