import { ModelError, show } from '../model-error.ts';

/**
 * The value of a JSON text.
 * @throws {@link ModelError} naming line and column and, where it is a known one, the cause: a file cut off, Python's NaN or `print`.
 */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const fault = findFault(text);
    throw fault === undefined ? error : new ModelError(describeFault(text, fault));
  }
};

/** The first place where a text stops being JSON. */
export interface Fault {
  readonly offset: number;
  /** What JSON would have there. */
  readonly expected: string;
  /** Whether the text ends before its value does. */
  readonly cutOff: boolean;
}

/** A part of JSON's grammar that may come next. */
type Part = 'value' | 'name' | ':' | ',' | 'close' | 'end';

/** Finds what `JSON.parse` objects to, since not every engine's message says where; `undefined` if `text` is JSON. */
export const findFault = (text: string): Fault | undefined => {
  const open: string[] = [];
  let next: readonly Part[] = ['value'];
  let offset = 0;

  for (;;) {
    offset = endOf(SPACE, text, offset);
    const { kind, end } = tokenAt(text, offset);
    const closes = next.includes('close') && kind === open.at(-1);
    if (closes) open.pop();
    if (closes || (next.includes('value') && (kind === 'string' || kind === 'scalar'))) {
      next = open.length === 0 ? ['end'] : [',', 'close'];
    } else if (next.includes('value') && kind === '[') {
      open.push(']');
      next = ['value', 'close'];
    } else if (next.includes('value') && kind === '{') {
      open.push('}');
      next = ['name', 'close'];
    } else if (next.includes('name') && kind === 'string') {
      next = [':'];
    } else if (next.includes(':') && kind === ':') {
      next = ['value'];
    } else if (next.includes(',') && kind === ',') {
      next = [open.at(-1) === ']' ? 'value' : 'name'];
    } else if (next.includes('end') && kind === 'end') {
      return undefined;
    } else {
      const inString = kind === 'unfinished string';
      const place = inString ? end : offset;
      return {
        offset: place,
        expected: inString ? 'the rest of a string' : next.map(part => spell(part, open)).join(' or '),
        cutOff: (open.length > 0 || inString || place === text.length) && endOf(WORD, text, place) === text.length,
      };
    }
    offset = end;
  }
};

const SPACE = /[ \t\n\r]*/y;
const WORD = /[^\s,:[\]{}]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)?/y;
const ESCAPE = /(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))?/y;

/** Where the match of a sticky pattern that also matches nothing ends. */
const endOf = (pattern: RegExp, text: string, offset: number): number => {
  pattern.lastIndex = offset;
  pattern.test(text);
  return pattern.lastIndex;
};

const tokenAt = (text: string, offset: number): { kind: string; end: number } => {
  if (offset === text.length) return { kind: 'end', end: offset };
  if (text[offset] === '"') return stringAt(text, offset);
  const end = endOf(SCALAR, text, offset);
  return end > offset ? { kind: 'scalar', end } : { kind: text[offset], end: offset + 1 };
};

const stringAt = (text: string, offset: number): { kind: string; end: number } => {
  let end = offset + 1;
  while (text[end] !== '"') {
    const after = text[end] === '\\' ? endOf(ESCAPE, text, end) : end + (text[end] >= ' ' ? 1 : 0);
    if (after === end) return { kind: 'unfinished string', end };
    end = after;
  }
  return { kind: 'string', end: end + 1 };
};

const spell = (part: Part, open: readonly string[]): string => {
  if (part === 'value') return 'a value';
  if (part === 'name') return 'a name in double quotes';
  if (part === 'end') return 'the end of the file';
  return `"${part === 'close' ? open.at(-1) : part}"`;
};

const describeFault = (text: string, fault: Fault): string => {
  const before = text.slice(0, fault.offset).split(/\r\n|\r|\n/);
  const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
  if (fault.cutOff) return `${place}: the text ends where ${fault.expected} was expected; the file seems cut off`;
  const found = text.slice(fault.offset, Math.max(endOf(WORD, text, fault.offset), fault.offset + 1));
  const cause = usualCause(found, fault.expected);
  return `${place}: found ${show(found)}, expected ${fault.expected}${cause && ` (${cause})`}`;
};

const usualCause = (found: string, expected: string): string => {
  if (/^-?(NaN|Infinity)/.test(found)) {
    return "Python's json.dumps writes this for a probability or reward that is not finite; JSON has no such number";
  }
  if (
    /^(['(]|True|False|None|np\.|array)/.test(found) ||
    (/^\d/.test(found) && expected.startsWith(spell('name', [])))
  ) {
    return "Python's print writes this; write the model with json.dumps";
  }
  if (/^[\]}]/.test(found) && /^a (value|name)/.test(expected)) return 'a comma before it';
  if (/^[/#]/.test(found)) return 'JSON has no comments';
  return '';
};
