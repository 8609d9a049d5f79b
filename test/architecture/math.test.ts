import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/*
 * ECMAScript lets engines differ in the functions below, and they do, between versions of one engine. Results that a proof, a certificate
 * or a baseline rests on come from src/numerics, whose bits are the same everywhere.
 */
const DIFFERS_BETWEEN_ENGINES = new Set(
  'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh'.split(
    ' ',
  ),
);

const isIntegerLiteral = (node: ts.Expression): boolean =>
  ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken
    ? isIntegerLiteral(node.operand)
    : ts.isParenthesizedExpression(node)
      ? isIntegerLiteral(node.expression)
      : ts.isNumericLiteral(node) && Number.isSafeInteger(Number(node.text));

/** Powers of integers written as digits, and powers of bigints, are exact. */
const isExactPower = ({ left, right }: ts.BinaryExpression): boolean =>
  (isIntegerLiteral(left) && isIntegerLiteral(right)) || ts.isBigIntLiteral(left) || ts.isBigIntLiteral(right);

const complaint = (node: ts.Node): string | undefined => {
  if (ts.isIdentifier(node) && node.text === 'Math') {
    const { parent } = node;
    if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node)
      return 'write Math.name in full, so that this rule can read it';
    if (DIFFERS_BETWEEN_ENGINES.has(parent.name.text))
      return `Math.${parent.name.text} differs between engines: use src/numerics`;
  }
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (
      kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken ||
      (kind === ts.SyntaxKind.AsteriskAsteriskToken && !isExactPower(node))
    ) {
      return '** differs between engines unless both sides are integers: multiply, or use src/numerics';
    }
  }
  return undefined;
};

const violations = (file: string, text: string): string[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const reason = complaint(node);
    if (reason) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${reason}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const filesBelow = (directory: string): string[] =>
  readdirSync(root + directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => relative(root, `${entry.parentPath}/${entry.name}`));

test('src and properties call nothing that differs between engines', () => {
  const files = [...filesBelow('src'), ...filesBelow('properties')];
  expect(files).toContain('src/numerics/exp.ts');
  expect(files.flatMap(file => violations(file, readFileSync(root + file, 'utf8')))).toEqual([]);
});

describe('the rule', () => {
  test.each([
    ['const y = 1;\nconst z = Math.exp(y);', 'a.ts:2: Math.exp differs between engines: use src/numerics'],
    ['const f = Math.log1p;', 'a.ts:1: Math.log1p differs between engines: use src/numerics'],
    ["Math['exp'](1);", 'a.ts:1: write Math.name in full, so that this rule can read it'],
    ['const { exp } = Math;', 'a.ts:1: write Math.name in full, so that this rule can read it'],
    ['globalThis.Math.exp(1);', 'a.ts:1: write Math.name in full, so that this rule can read it'],
    [
      'const y = x ** 0.5;',
      'a.ts:1: ** differs between engines unless both sides are integers: multiply, or use src/numerics',
    ],
    [
      'const y = 10 ** k;',
      'a.ts:1: ** differs between engines unless both sides are integers: multiply, or use src/numerics',
    ],
    ['y **= 2;', 'a.ts:1: ** differs between engines unless both sides are integers: multiply, or use src/numerics'],
  ])('refuses %j', (text, message) => {
    expect(violations('a.ts', text)).toEqual([message]);
  });

  test.each([
    '// Math.exp(x)\n/** `Math.log` and x ** 0.5 */ const y = Math.sqrt(2);',
    "const text = 'Math.exp(1)';",
    'const y = 2 ** -53 + Math.abs(x);',
    'const n = 2n ** BigInt(k);',
    'const y = own.exp(x);',
  ])('allows %j', text => {
    expect(violations('a.ts', text)).toEqual([]);
  });
});
