import type { Law } from '../../properties/index.ts';
import type { Mutant } from './catalogue.ts';
import { type Defect, defects, type Reason } from './defects.ts';
import { areas, LEGEND, matrix, RUNS, SEEDS, type Sight } from './matrix.ts';

type Seen = ReadonlyMap<Law, Sight>;

/** Laws named beside a wrong formula's own, the quickest. */
const OTHERS = 3;

const row = (...cells: readonly string[]): string =>
  `| ${cells.map(text => text.replaceAll('|', '\\|')).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), `|${'---|'.repeat(head.length)}`, ...rows].join('\n');

/** Places, each `owner/repository` with `#issue` or `:file` behind it, as links; a repository is named once in a row. */
const links = (places: readonly string[]): string =>
  places
    .map((place, i) => {
      const [, repository, name, issue, file] = PLACE.exec(place)!;
      const rest = issue ? `/issues/${issue}` : file ? `/blob/HEAD/${file}` : '';
      const isNamed = issue !== undefined && i > 0 && places[i - 1].startsWith(`${repository}#`);
      const label = `${isNamed ? '' : name}${issue ? `#${issue}` : ''}`;
      return `[${label}](${encodeURI(`https://github.com/${repository}${rest}`)})`;
    })
    .join(', ');

const PLACE = /^([^/]+\/([^#:]+))(?:#(\d+))?(?::(.+))?$/;

const lawLink = ({ id }: Law): string => `[${id}](../spec/theorems/${id}.md)`;

const after = (sight: Sight): string => {
  if (sight.kind !== 'refuted') return 'never';
  return `${sight.cases.toFixed(1)}${sight.seeds < SEEDS.length ? `, with ${sight.seeds} of ${SEEDS.length} seeds` : ''}`;
};

const others = (mutant: Mutant, seen: Seen): string => {
  const refuting = [...seen].flatMap(([law, sight]) =>
    sight.kind === 'refuted' && law !== mutant.killedBy ? [{ law, sight }] : [],
  );
  const quickest = refuting.toSorted((a, b) => b.sight.seeds - a.sight.seeds || a.sight.cases - b.sight.cases);
  const named = quickest.slice(0, OTHERS).map(({ law }) => lawLink(law));
  const more = quickest.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
};

const wrongFormula = (mutant: Mutant, number: number, seen: Seen): string =>
  row(
    String(number),
    mutant.name,
    `\`${mutant.formula}\``,
    links(mutant.like ?? []),
    lawLink(mutant.killedBy),
    after(seen.get(mutant.killedBy)!),
    others(mutant, seen),
  );

const reasons: Readonly<Record<Reason, string>> = {
  equivalent: 'Equivalent: no law can or should tell it from the right formula',
  right: 'Reported as a defect, and none: the laws let it pass',
  state: 'In what is kept from step to step, not in a formula',
  choice: 'A choice, a default or an option',
};

const explained = ({ what, where, why }: Defect): string => row(what, links(where), why);

/** The catalogue as a page, with what was measured. */
export const page = (sights: ReadonlyMap<Mutant, Seen>): string => {
  const catalogue = [...sights.keys()];
  const places = new Set(catalogue.flatMap(({ like = [] }) => like));
  const number = new Map(catalogue.map((mutant, i) => [mutant, i + 1]));
  const published = catalogue.filter(({ like = [] }) => like.length > 0).length;
  const chapters = areas
    .filter(({ mutants }) => mutants.length > 0)
    .map(({ title, mutants }) => {
      const rows = mutants.map(mutant => [mutant, sights.get(mutant)!] as const);
      const head = ['', 'wrong formula', 'computes', 'like', 'refuted by', 'after', 'and by'];
      const list = table(
        head,
        rows.map(([mutant, seen]) => wrongFormula(mutant, number.get(mutant)!, seen)),
      );
      return `## ${title}\n\n${list}\n\n\`\`\`text\n${matrix(rows, mutant => String(number.get(mutant)))}\n\`\`\``;
    });
  const unlisted = Object.entries(reasons).map(([reason, title]) => {
    const rows = defects.filter(defect => defect.reason === reason).map(explained);
    return `### ${title}\n\n${table(['what', 'where', 'why it is not in the catalogue'], rows)}`;
  });
  return `# Wrong formulas, and the laws that refute them

A law that no wrong formula fails says nothing. Here are ${catalogue.length} wrong formulas of soft actor-critic and of what it stands on; ${published} of them stand for
defects in ${places.size} places, most of them issues of libraries in use. Each names the one law that must refute it: the tests see it do so, with
every seed, on cases that the right formulas pass. \`like\` leads to where such a formula was published or reported: some of it
was never merged, most of it is fixed.

\`after\` is how many cases its law takes to refute it, the mean of ${SEEDS.length} seeds with up to ${RUNS} cases each. The tables of numbers say the same of
every law: rows are wrong formulas, columns the laws below.

    ${LEGEND}

\`npm run mutants\` measures this page anew, and with \`-- --write\` writes it. What the laws must *not* refute, and do not, is in
\`test/laws/conventions.ts\`; \`npm run false-alarms\` counts.

${chapters.join('\n\n')}

## Published, and not in the catalogue

${unlisted.join('\n\n')}
`;
};
