import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plainMath, plainText, theorems } from '../../src/theorems/index.ts';

test.each([
  ['\\alpha\\log\\pi', 'α log π'],
  ['\\frac{1}{2} \\log \\frac{9}{4}', '(1/2) log (9/4)'],
  ['\\frac{a + b}{1 - \\gamma}', '(a + b)/(1 - γ)'],
  ['x = \\frac{2}{3} > \\tfrac{1}{2}', 'x = 2/3 > 1/2'],
  ['\\frac{\\frac{1}{2}}{3} / \\frac{9}{4}', '((1/2)/3) / (9/4)'],
  ['\\frac{\\pi(a \\mid s)}{\\pi_V(a \\mid s)}', 'π(a | s)/π_V(a | s)'],
  ['e^{V/2} + e^x + x^{k + 1} + x^{-2} + V^*', 'e^(V/2) + e^x + xᵏ⁺¹ + x⁻² + V*'],
  ['x_{k+1} + r_\\pi + \\max_a q_a + \\sum_{a=1}^{n} p_a', 'xₖ₊₁ + r_π + maxₐ qₐ + Σₐ₌₁ⁿ pₐ'],
  ['\\mathbb{E}_{a \\sim \\pi(\\cdot \\mid s)}\\left[ -\\log p_a \\right]', 'E_(a ~ π(· | s))[-log pₐ]'],
  ['\\lVert V - W \\rVert \\le \\sqrt{2} \\sqrt{\\frac{9}{4}}', '‖V - W‖ ≤ √2 √(9/4)'],
  ['|{\\sum} - 1|', '|Σ - 1|'],
  ['\\dot\\theta = \\lfloor \\sin x \\rfloor A^\\top', 'θ̇ = ⌊sin x⌋ Aᵀ'],
  ['\\bar{\\mathcal{H}} \\mathrm{KL}(p \\Vert q)', 'H̄ KL(p ‖ q)'],
])('%s', (tex, plain) => {
  expect(plainMath(tex)).toBe(plain);
});

test('a command outside of the vocabulary stays visible', () => {
  expect(plainMath('\\alpha \\unheard{x}')).toBe('α \\unheard{x}');
});

test('formulas within Markdown, displayed ones indented', () => {
  expect(plainText('Let $\\alpha\n> 0$:\n\n$$x^2$$\n')).toBe('Let α > 0:\n\n    x²\n');
});

const commentsOf = (file: string): string =>
  readFileSync(file, 'utf8')
    .match(/\/\*\*.*?\*\//gs)
    ?.join('\n') ?? '';

const sources = ['src', 'properties'].flatMap(folder =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => `${folder}/${file}`),
);

describe('no formula of ours is outside of the vocabulary', () => {
  test.each(theorems().map(t => [t.id, t] as const))('%s', (_, t) => {
    expect(plainText([t.statement, t.why, t.trap, t.byHand].join('\n\n'))).not.toMatch(/[\\${}]/);
  });

  test.each(sources)('%s', file => {
    for (const [formula] of commentsOf(file)
      .replaceAll('\n *', '\n')
      .matchAll(/\$\$?[^$`]+\$\$?/g)) {
      expect(plainText(formula)).not.toMatch(/[\\${}]/);
    }
  });
});
