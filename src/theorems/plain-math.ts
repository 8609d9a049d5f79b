const symbols: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  varepsilon: 'ε',
  epsilon: 'ϵ',
  eta: 'η',
  theta: 'θ',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  varphi: 'φ',
  psi: 'ψ',
  Pi: 'Π',
  Phi: 'Φ',
  ell: 'ℓ',
  nabla: '∇',
  partial: '∂',
  infty: '∞',
  sum: 'Σ',
  int: '∫',
  cdot: '·',
  circ: '∘',
  times: '×',
  div: '÷',
  pm: '±',
  le: '≤',
  ge: '≥',
  ne: '≠',
  approx: '≈',
  sim: '~',
  propto: '∝',
  in: '∈',
  to: '→',
  mapsto: '↦',
  leftarrow: '←',
  implies: '⟹',
  mid: '|',
  Vert: '‖',
  '|': '‖',
  dots: '…',
  bmod: 'mod',
  prime: '′',
  top: '⊤',
  ',': ' ',
  quad: ' ',
  qquad: ' ',
};

const words = /^(?:log|ln|exp|sin|cos|arctan|cosh|tanh|arg|max|min)$/;

const superscripts = new Map([...'0123456789+-kn*′⊤'].map((c, i) => [c, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵏⁿ*′ᵀ'][i]]));
const subscripts = new Map([...'0123456789+-=aeijklmnopst'].map((c, i) => [c, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌ₐₑᵢⱼₖₗₘₙₒₚₛₜ'][i]]));

/**
 * A KaTeX formula as one line of Unicode, for a terminal: `\frac{1}{2} \log \pi_\alpha(a \mid s)` is `(1/2) log π_α(a | s)`.
 * Parentheses are added where the flat text would read differently. A command that is not in our vocabulary stays as it is.
 */
export const plainMath = (tex: string): string => {
  let text = withGroups(withSymbols(withBrackets(tex)));
  for (let previous = ''; text !== previous; ) {
    previous = text;
    text = text
      .replace(/\\t?frac\{([^{}]*)\}\{([^{}]*)\}/g, quotient)
      .replace(/([_^]|\\(?:sqrt|bar|hat|dot|mathbb|mathcal|mathrm|operatorname|text))\{([^{}]*)\}/g, group)
      .replace(/(?<![\w}])\{([^{}]*)\}/g, '$1');
  }
  return text.replace(/\s+/g, ' ').trim();
};

/** Markdown with its formulas as {@link plainMath}, those between `$$` indented. */
export const plainText = (markdown: string): string =>
  markdown
    .replace(/\$\$([^$]+)\$\$/g, (_, tex) => `    ${plainMath(tex)}`)
    .replace(/\$([^$]+)\$/g, (_, tex) => plainMath(tex));

/** Brackets without their sizes and without the space inside. */
const withBrackets = (tex: string): string =>
  tex
    .replace(/\\(?:left|bigl)\s*(\\?.)\s*/g, '$1')
    .replace(/\s*\\(?:right|bigr)(?![a-z])\s*/g, '')
    .replace(/\\lVert\s*|\s*\\rVert/g, '‖')
    .replace(/\\lfloor\s*/g, '⌊')
    .replace(/\s*\\rfloor/g, '⌋');

/** Commands without argument by their characters; a word is kept apart from the letters around it. */
const withSymbols = (tex: string): string =>
  tex.replace(/\\([a-zA-Z]+|.)/gs, (command, name, at) => {
    if (!words.test(name)) return symbols[name] ?? command;
    const before = /[a-zA-Z0-9)}]$/.test(tex.slice(0, at)) ? ' ' : '';
    const after = /^[a-zA-Z0-9\\]/.test(tex.slice(at + command.length)) ? ' ' : '';
    return `${before}${name}${after}`;
  });

/** Single arguments in braces. */
const withGroups = (tex: string): string =>
  tex.replace(/(\\t?frac) ?(\w) ?(\w)/g, '$1{$2}{$3}').replace(/([_^]|\\(?:sqrt|bar|hat|dot)) ?([^\s{])/g, '$1{$2}');

const group = (_: string, command: string, content: string): string => {
  switch (command) {
    case '^':
      return script(content, superscripts) ?? `^${enclosed(content)}`;
    case '_':
      return script(content, subscripts) ?? `_${enclosed(content)}`;
    case '\\sqrt':
      return `√${enclosed(content)}`;
    case '\\bar':
      return `${content}\u0304`;
    case '\\hat':
      return `${content}\u0302`;
    case '\\dot':
      return `${content}\u0307`;
    default:
      return content;
  }
};

/** The content in raised or lowered characters, where Unicode has them all. */
const script = (content: string, characters: ReadonlyMap<string, string>): string | undefined => {
  const all = [...content.replaceAll(' ', '')].map(c => characters.get(c));
  return all.includes(undefined) ? undefined : all.join('');
};

/** $a/b$, in parentheses next to another factor. */
const quotient = (command: string, a: string, b: string, at: number, whole: string): string => {
  const text = `${operand(a)}/${operand(b)}`;
  const factorBefore = /[\p{L}\p{N})\]}√/]\s*$/u.test(whole.slice(0, at));
  const factorAfter = /^\s*(?:[\p{L}\p{N}([√/^\\]|‖\S)/u.test(whole.slice(at + command.length));
  return factorBefore || factorAfter ? `(${text})` : text;
};

/** In parentheses unless it is a single word or number. */
const enclosed = (text: string): string =>
  /^[\p{L}\p{M}\p{N}'′*∞]+$/u.test(text.trim()) ? text.trim() : `(${text.trim()})`;

/** As {@link enclosed}, and calls such as π(a | s) stay as they are. */
const operand = (text: string): string => (/^[\p{L}_]+\([^()]*\)$/u.test(text) ? text : enclosed(text));
