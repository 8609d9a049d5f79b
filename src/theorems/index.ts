import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseTheorem, type Theorem, TheoremError } from './theorem.ts';

export { plainMath, plainText } from './plain-math.ts';
export { type Theorem, TheoremError };

/** The package's root, seen from `src/theorems` and from `dist/src/theorems`. */
const folder = ['../../', '../../../'].map(root => new URL(`${root}spec/theorems/`, import.meta.url)).find(existsSync);

/**
 * Every theorem shipped with the package, by id.
 * @throws {@link TheoremError} if the folder `spec/theorems` is missing or one of its files is malformed.
 */
export function theorems(): readonly Theorem[] {
  if (!folder) throw new TheoremError('spec/theorems: no such folder in the package (an incomplete installation)');
  return readdirSync(folder)
    .filter(file => file.endsWith('.md'))
    .sort()
    .map(file => parseTheorem(`spec/theorems/${file}`, readFileSync(new URL(file, folder), 'utf8')));
}

/** @throws {@link TheoremError} if no theorem has this id. */
export function theorem(id: string): Theorem {
  const found = theorems().find(t => t.id === id);
  if (!found) throw new TheoremError(`no theorem is called ${JSON.stringify(id)} ("soft-bellman laws" lists them)`);
  return found;
}
