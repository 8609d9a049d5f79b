import { expect, test } from 'vitest';
import {
  apply,
  type Expression,
  symbolic as R,
  symbol,
  symbolicDistribution,
  symbolicSet,
} from '../../src/interpretations/symbolic/expression.ts';
import { latex } from '../../src/interpretations/symbolic/latex.ts';

const [a, b, c, i] = ['a', 'b', 'c', 'i'].map(symbol);
const f = apply('f');
const set = symbolicSet('X', 'x');
const law = symbolicDistribution('p', 'x', symbol('s'));
const square = (e: Expression): Expression => R.mul(e, e);

test.each<[Expression, string]>([
  [R.sub(a, R.add(b, c)), 'a - \\left( b + c \\right)'],
  [R.sub(R.sub(a, b), c), 'a - b - c'],
  [R.add(R.sub(a, b), R.add(b, c)), 'a - b + b + c'],
  [R.mul(R.add(a, b), c), '\\left( a + b \\right) c'],
  [R.mul(a, R.sub(b, c)), 'a \\left( b - c \\right)'],
  [R.mul(a, R.constant(-3)), 'a \\left( -3 \\right)'],
  [R.mul(R.neg(a), b), '\\left( -a \\right) b'],
  [R.neg(R.mul(a, b)), '-a b'],
  [R.neg(R.add(a, b)), '-\\left( a + b \\right)'],
  [R.mul(R.exp(a), b), '\\exp(a) b'],
  [R.div(R.add(a, b), R.neg(c)), '\\frac{a + b}{-c}'],
  [square(R.div(a, b)), '\\left( \\frac{a}{b} \\right)^2'],
  [square(R.exp(a)), '\\left( \\exp(a) \\right)^2'],
  [square(R.constant(0)), '0^2'],
  [square(R.constant(-2)), '\\left( -2 \\right)^2'],
  [square(law.logProb(a)), '\\left( \\log p(a \\mid s) \\right)^2'],
  [square(law.expectation(f)), '\\mathbb{E}_{x \\sim p(\\cdot \\mid s)}\\left[ f(x) \\right]^2'],
  [square(R.min(a, b)), '\\min(a, b)^2'],
  [R.logCosh(R.neg(a)), '\\log \\cosh \\left( -a \\right)'],
  [R.logCosh(R.div(a, b)), '\\log \\cosh \\frac{a}{b}'],
  [R.mul(set.sum(f), a), '\\left( \\sum_{x} f(x) \\right) a'],
  [set.sum(x => R.mul(a, f(x))), '\\sum_{x} a f(x)'],
  [set.sum(x => R.sub(a, f(x))), '\\sum_{x} \\left( a - f(x) \\right)'],
  [square(set.logSumExp(f, a)), '\\left( a \\log \\sum_{x} \\exp(f(x) / a) \\right)^2'],
  [R.mul(b, set.logSumExp(f, a)), 'b a \\log \\sum_{x} \\exp(f(x) / a)'],
  [f(i, a), 'f(i, a)'],
  [f(i), 'f_{i}'],
  [set.distribution(f).expectation(x => x), '\\sum_{x} \\exp(f(x)) x'],
])('parentheses where they are needed: %#', (e, text) => expect(latex(e)).toBe(text));
