import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What each part may import besides itself; Node's own modules and packages are listed by name. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'src/definitions': [],
  'src/numerics': [],
  'src/mdp': ['src/numerics', 'node:'],
  'src/interpretations': ['src/definitions', 'src/numerics', 'src/mdp'],
  'src/kernels': ['src/numerics', 'src/mdp'],
  'src/solve': ['src/kernels', 'src/numerics'],
  'src/certify': ['src/solve', 'src/kernels', 'src/mdp', 'src/numerics'],
  'src/certify/checker.ts': ['src/mdp', 'src/numerics', 'src/certify/certificate.ts'],
  'src/certify/certificate.ts': [],
  'src/engines': ['src/definitions', 'src/interpretations', 'node:', '@tensorflow/'],
  'src/environments': ['src/mdp', 'src/numerics'],
  'src/sac': ['src/definitions', 'src/interpretations', 'src/engines', 'src/environments', 'src/numerics', 'node:'],
  'src/conformance': ['properties', 'src/mdp', 'src/numerics', 'fast-check', 'node:'],
  'src/conformance/subjects': [
    'properties',
    'src/definitions',
    'src/engines',
    'src/interpretations',
    'src/kernels',
    'src/mdp',
    'src/numerics',
    'src/sac',
    'src/solve',
    'node:',
  ],
  properties: ['src/mdp', 'src/numerics', 'fast-check'],
};

const sources = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => join(folder, file));

const partOf = (file: string): string =>
  Object.keys(arrows)
    .filter(part => file === part || file.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];

const imports = (file: string): readonly string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'|^import '([^']+)'/gm)]
    .map(match => match[1] ?? match[2])
    .map(target => (target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target));

/** Without those of types, which are gone when the file is run. */
const loads = (file: string): readonly string[] => {
  const types = [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:import|export) type\b[^;]*?from '([^']+)'/gm)];
  const gone = types.map(([, target]) => relative(root, resolve(root, dirname(file), target)));
  return imports(file).filter(target => !gone.includes(target));
};

const violations = (part: string): readonly string[] =>
  sources(part.endsWith('.ts') ? dirname(part) : part)
    .filter(file => partOf(file) === part)
    .flatMap(file =>
      imports(file)
        .filter(
          target =>
            !(arrows[part].some(ok => target.startsWith(ok)) || (target.startsWith(part) && !part.endsWith('.ts'))),
        )
        .map(target => `${file} imports ${target}`),
    );

test.each(Object.keys(arrows))('%s imports only what it may', part => {
  expect(violations(part)).toEqual([]);
});

test('a page can load soft-bellman/sac: nothing of it is only in Node', () => {
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    if (file.endsWith('.ts')) for (const target of loads(file)) load(target);
  };
  load('src/sac/index.ts');
  expect([...loaded].filter(target => !target.startsWith('src/'))).toEqual([]);
});
