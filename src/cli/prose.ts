import { plainMath } from '../theorems/index.ts';

/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 100;
const UNKNOWN = 80;

/** Characters a line may have on standard output. */
export const lineWidth = (): number => Math.min(process.stdout.columns ?? UNKNOWN, WIDEST);

/** Does not break, and takes as much room as a space. */
export const HARD_SPACE = '\u00a0';

/** What a terminal shows of a text: a combining mark sits on the character before it. */
const room = (text: string): number => [...text.replace(/\p{M}/gu, '')].length;

/**
 * The words of a text on lines of at most `width` characters, the first with `indent` before it and the others with `hanging`. A
 * longer word has a line of its own.
 */
export const wrap = (text: string, width: number, indent = '', hanging: string = indent): string => {
  const lines: string[] = [];
  let line = indent;
  let empty = true;
  for (const word of text.split(/[ \n]+/)) {
    if (!empty && room(line) + 1 + room(word) > width) {
      lines.push(line);
      line = hanging;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n').replaceAll(HARD_SPACE, ' ');
};

/** Markdown with KaTeX as paragraphs and lists for a terminal. A displayed formula has lines of its own; others break only where they are long. */
export const prose = (markdown: string, width: number, indent: string): string =>
  markdown
    .split(/\n{2,}/)
    .map(block => {
      const displayed = /^\$\$([^$]+)\$\$$/.exec(block);
      if (displayed) return wrap(plainMath(displayed[1]), width, `${indent}    `, `${indent}        `);
      const text = block.replace(/\$([^$]+)\$/g, (_, tex) => unbroken(plainMath(tex), width));
      return text.startsWith('- ')
        ? text
            .split('\n')
            .map(item => wrap(item, width, indent, `${indent}  `))
            .join('\n')
        : wrap(text, width, indent);
    })
    .join('\n\n');

const unbroken = (formula: string, width: number): string =>
  room(formula) > width / 2 ? formula : formula.replaceAll(' ', HARD_SPACE);
