/** A law of maximum-entropy reinforcement learning, as `spec/theorems/<id>.md` states it. Sections are Markdown with KaTeX. */
export interface Theorem {
  readonly id: string;
  readonly title: string;
  /** Tested alone, proved in Coq as well, or taken from the literature as it stands. */
  readonly status: 'checked' | 'proved' | 'literature';
  /** Path of the file that tests it, from the root of the repository. */
  readonly property: string;
  readonly source: string;
  readonly hypotheses: readonly string[];
  /** Wrong formulas that violate it. */
  readonly refutes: readonly string[];
  /** Ids of neighbouring laws. */
  readonly related: readonly string[];
  /** The formulas in its statement, by their names in `src/definitions`. */
  readonly definitions: readonly string[];
  /** What proves it in `spec/coq`: theorems `Theorems.<name>`, each of the claim `Statements.<name>`; none unless it is proved. */
  readonly coq: readonly string[];
  readonly statement: string;
  readonly why: string;
  readonly trap: string;
  readonly byHand: string;
}

/** A theorem that cannot be read or does not exist. The message is one line. */
export class TheoremError extends Error {
  override readonly name: string = 'TheoremError';
}

const KEYS = ['id', 'title', 'status', 'property', 'source', 'hypotheses', 'refutes', 'related', 'definitions', 'coq'];
const HEADINGS = ['Statement', 'Why', 'Trap', 'Check by hand'];

/**
 * Reads one theorem: `key: value` lines between two lines `---`, where `[a, b]` is a list whose items hold no comma, and then
 * the four sections, in order, under headings of the second level.
 * @throws {@link TheoremError} naming the file and what was expected instead.
 */
export function parseTheorem(file: string, text: string): Theorem {
  const refuse = (found: string, expected: string): never => {
    throw new TheoremError(`${file}: ${found}, expected ${expected}`);
  };
  const [, header, body] =
    /^---\n(.*?)\n---\n(.*)$/s.exec(text.replaceAll('\r\n', '\n')) ??
    refuse('no header', '"key: value" lines between two lines "---" at the top');

  const lines = header
    .split('\n')
    .map(line => /^(\w+): (.+)$/.exec(line) ?? refuse(`"${line}"`, 'a line "key: value"'));
  if (lines.map(([, key]) => key).join() !== KEYS.join()) {
    refuse(`the keys ${lines.map(([, key]) => key).join(', ')}`, KEYS.join(', '));
  }
  const [id, title, status, property, source, ...lists] = lines.map(([, , value]) => value);
  if (!file.endsWith(`/${id}.md`)) refuse(`the id "${id}"`, 'the name of the file');
  if (status !== 'checked' && status !== 'proved' && status !== 'literature') {
    return refuse(`the status "${status}"`, 'checked, proved or literature');
  }
  const [hypotheses, refutes, related, definitions, coq] = lists.map(list => {
    const [, items] = /^\[(.*)\]$/.exec(list) ?? refuse(`"${list}"`, 'a list [a, b]');
    return items === '' ? [] : items.split(', ');
  });
  const nameless = coq.find(name => !/^Theorems\.[a-z_]+$/.test(name));
  if (nameless !== undefined) refuse(`the Coq theorem "${nameless}"`, 'Theorems.<name>');
  if ((status === 'proved') !== coq.length > 0) {
    refuse(`the status "${status}" and ${coq.length} Coq theorems`, 'at least one if it is proved, none if it is not');
  }

  const [preamble, ...parts] = body.split(/^## (.+)$/m).map(part => part.trim());
  const headings = parts.filter((_, i) => i % 2 === 0);
  const sections = parts.filter((_, i) => i % 2 === 1);
  if (preamble !== '' || headings.join() !== HEADINGS.join()) {
    refuse(`the sections ${headings.join(', ')}`, `${HEADINGS.join(', ')} with nothing before them`);
  }
  const empty = sections.indexOf('');
  if (empty >= 0) refuse(`nothing under "${headings[empty]}"`, 'text');
  const [statement, why, trap, byHand] = sections;

  return {
    id,
    title,
    status,
    property,
    source,
    hypotheses,
    refutes,
    related,
    definitions,
    coq,
    statement,
    why,
    trap,
    byHand,
  };
}
