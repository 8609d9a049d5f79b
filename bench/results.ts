import { readFileSync, writeFileSync } from 'node:fs';
import type { Row } from './measure.ts';

/** What was measured together. */
export interface Part {
  /** What is measured, and what the ratios are. */
  readonly about: string;
  readonly rows: readonly Row[];
  /** Of the programs beside Node. */
  readonly versions: readonly string[];
}

const FILE = 'bench/results.md';

/** Puts a report in the place of the last one of that name. */
export const write = (name: string, report: string): void => {
  const [head, ...sections] = readFileSync(FILE, 'utf8').split(/^(?=## )/m);
  const heading = `## ${name}\n`;
  const section = `${heading}\n${report}\n`;
  const others = sections.filter(text => !text.startsWith(heading));
  const at = sections.findIndex(text => text.startsWith(heading));
  const all = others.toSpliced(at < 0 ? others.length : at, 0, section);
  writeFileSync(FILE, `${[head, ...all].join('').trimEnd()}\n`);
};
