import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { latex } from '../../src/interpretations/symbolic/latex.ts';
import { specimens } from '../../src/interpretations/symbolic/specimens.ts';

const source = readFileSync('src/definitions/index.ts', 'utf8');

/** The doc comment that ends right before the definition. */
const commentOf = (name: string): string =>
  source.slice(0, source.indexOf(`\nexport const ${name} =`)).match(/\/\*\*(?:(?!\*\/).)*\*\/$/s)?.[0] ?? '';

const normalised = (tex: string): string => tex.replace(/\n \* |\s+/g, ' ').trim();

test.each(Object.entries(specimens))('the equation above %s is what its code says', (name, { subject, formula }) => {
  const equations = [...commentOf(name).matchAll(/\$\$([^$]+)\$\$/g)].map(([, tex]) => normalised(tex));
  expect(equations).toEqual([normalised(`${latex(subject)} = ${latex(formula)}`)]);
});
