import { afterEach, describe, expect, test, vi } from 'vitest';
import { explainCommand } from '../../src/cli/commands/explain.ts';
import { nearest } from '../../src/cli/nearest.ts';
import { prose, wrap } from '../../src/cli/prose.ts';
import { specimens } from '../../src/interpretations/symbolic/specimens.ts';
import { theorems } from '../../src/theorems/index.ts';

describe('wrap', () => {
  test('fills lines, and indents them', () => {
    expect(wrap('one two\nthree four', 8)).toBe('one two\nthree\nfour');
    expect(wrap('one two three', 11, '- ', '  ')).toBe('- one two\n  three');
  });
  test('a word too long has a line of its own', () => expect(wrap('a enormous b', 4)).toBe('a\nenormous\nb'));
  test('a combining mark takes no room', () => expect(wrap('H\u0304 a\u0302 b', 5)).toBe('H\u0304 a\u0302 b'));
});

describe('prose', () => {
  test('paragraphs, formulas of their own, lists', () => {
    expect(prose('Let\n$x$ be\n\n$$\\alpha^2$$\n\n- one\n- two', 40, '  ')).toBe(
      '  Let x be\n\n      α²\n\n  - one\n  - two',
    );
  });
  test('a short formula is not broken, a long one is', () => {
    expect(prose('so that $a + b$', 12, '')).toBe('so that\na + b');
    expect(prose('so $a + b + c + d$', 12, '')).toBe('so a + b + c\n+ d');
  });
});

describe('nearest', () => {
  const words = ['gibbs-identity', 'contraction', 'homogeneity', 'soft-policy-improvement'];
  test('a typing error', () => expect(nearest('contracton', words)[0]).toBe('contraction'));
  test('a part', () => expect(nearest('improvement', words)[0]).toBe('soft-policy-improvement'));
  test('letters that agree', () => expect(nearest('gamma', ['alpha', 'gemma'])[0]).toBe('gemma'));
});

describe('explain', () => {
  afterEach(() => vi.restoreAllMocks());

  /** What the command prints, here. */
  const explain = (id: string, options: { latex?: boolean } = {}): string => {
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation(text => written.push(String(text)) > 0);
    const code = explainCommand.run([id], options);
    vi.restoreAllMocks();
    expect(code).toBe(0);
    return written.join('');
  };

  test.each(theorems().map(t => [t.id, t] as const))('%s is text a terminal can show', (id, { title, definitions }) => {
    const text = explain(id);
    expect(text.replace(/\s+/g, ' ')).toContain(title);
    expect(text).not.toMatch(/[\\${}]/);
    for (const name of definitions) expect(text).toContain(`  ${name}\n\n      `);
    const tooLong = text.split('\n').filter(line => line.length > 80);
    expect(tooLong).toEqual([]);
  });

  test('every definition that a law names can be printed', () => {
    const named = theorems().flatMap(t => t.definitions);
    expect(named.filter(name => !Object.hasOwn(specimens, name))).toEqual([]);
  });

  test('the formula printed is that of the code', () => {
    expect(explain('gibbs-identity')).toContain(
      '  klObjective\n\n      J(π) = E_(a ~ π(· | s))[α log π(a | s) - Q(s, a)]\n',
    );
  });

  test('where a law is proved', () => {
    expect(explain('gibbs-identity')).toContain(
      [
        'Proved in',
        '  - spec/coq/SoftBellman/Statements.v: Statements.gibbs_identity',
        '  - spec/coq/SoftBellman/Theorems.v: Theorems.gibbs_identity\n',
      ].join('\n'),
    );
  });

  test('--latex leaves Markdown and KaTeX as they are', () => {
    const { statement, why } = theorems().find(t => t.id === 'gibbs-identity')!;
    const text = explain('gibbs-identity', { latex: true });
    expect(text).toContain(`## Statement\n\n${statement}\n\n`);
    expect(text).toContain(`## Why\n\n${why}\n\n`);
    expect(text).toContain('$$J(\\pi) = \\mathbb{E}_{a \\sim');
  });
});
