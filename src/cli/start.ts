/** `npm start`: certifies a slippery lake, re-checks the certificate from its file, and tries every law on this very model. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import fc from 'fast-check';
import { drawOn, isApplicable, laws, type Problem, type Subject } from '../../properties/index.ts';
import { certify, check, readCertificate, type Verdict, writeCertificate } from '../certify/index.ts';
import { kernelsSubject } from '../conformance/subjects/kernels.ts';
import { readText } from '../mdp/formats/io.ts';
import { parseJson } from '../mdp/formats/json-text.ts';
import { readModel } from '../mdp/index.ts';
import { gridOf, type Layout, stakes } from '../picture/grid.ts';
import { gridSvg } from '../picture/grid-svg.ts';
import { gridText, plain, type Style } from '../picture/grid-text.ts';
import { describeStatus } from '../solve/index.ts';
import { EXIT, print } from './command.ts';
import { writeWhole } from './files.ts';
import { lineWidth, wrap } from './prose.ts';
import { roundedUp } from './rounded-up.ts';

const MODEL = 'frozen-lake-8x8';
const discount = 0.99;
const temperature = 0.1;
const tolerance = 1e-8;

/** Milliseconds for all laws together; each is tried at least once. */
const LAW_BUDGET = 1000;

const LABEL_WIDTH = 11;

/** Seen from `src/cli` and from `dist/src/cli`. */
const models = ['../../models/gymnasium/', '../../../models/gymnasium/']
  .map(path => fileURLToPath(new URL(path, import.meta.url)))
  .find(existsSync)!;

/** What a law said about the kernels on one model. */
interface Tried {
  readonly id: string;
  readonly verdict: Verdict;
  readonly cases: number;
}

/** Every law about MDPs on one case, however long it takes, and then on as many as its share of the budget allows. */
const tryLaws = (problem: Problem, seed: number): readonly Tried[] => {
  const subject: Subject = kernelsSubject();
  const applicable = laws.flatMap(law =>
    isApplicable(law, subject) ? [{ id: law.id, property: law.property(subject, drawOn(problem)) }] : [],
  );
  const more = { seed: seed + 1, endOnFailure: true, interruptAfterTimeLimit: LAW_BUDGET / applicable.length };
  return applicable.map(({ id, property }) => {
    const one = fc.check(property, { seed, numRuns: 1, endOnFailure: true });
    const rest = fc.check(property, more);
    const isRefuted = one.counterexample !== null || rest.counterexample !== null;
    const verdict = isRefuted ? 'refuted' : one.failed ? 'inconclusive' : 'holds';
    return { id, verdict, cases: one.numRuns + rest.numRuns };
  });
};

const describeLaws = (tried: readonly Tried[], seed: number): readonly string[] => {
  const holding = tried.filter(t => t.verdict === 'holds');
  const cases = holding.map(t => t.cases);
  return [
    `${holding.length} of ${tried.length} hold on this model: ${Math.min(...cases)} to ${Math.max(...cases)} random cases each (SOFT_BELLMAN_SEED=${seed})`,
    ...tried.filter(t => t.verdict !== 'holds').map(t => `${t.id} ${t.verdict} after ${t.cases} cases`),
  ];
};

const overall = (verdicts: readonly Verdict[]): Verdict =>
  (['refuted', 'inconclusive'] as const).find(verdict => verdicts.includes(verdict)) ?? 'holds';

const main = (): Verdict => {
  const modelPath = relative('', join(models, `${MODEL}.json`));
  const certificatePath = join('out', 'certificate.json');
  const picturePath = join('out', 'frozen-lake.svg');
  const layouts = parseJson(readText(join(models, 'layouts.json'))) as Record<string, Layout>;

  const mdp = readModel(modelPath);
  const begin = performance.now();
  const { certificate, method, status, sweeps, width } = certify(mdp, { discount, temperature, tolerance });
  const seconds = (performance.now() - begin) / 1000;
  const grid = gridOf(layouts[MODEL], mdp, certificate, width);
  writeWhole(certificatePath, writeCertificate(mdp, certificate));
  writeWhole(picturePath, gridSvg(grid));

  const checked = check(mdp, readCertificate(parseJson(readText(certificatePath)), mdp));
  const seed = Number(process.env.SOFT_BELLMAN_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const tried = tryLaws({ mdp, discount, temperature }, seed);

  const rounded = roundedUp(width);
  const { stdout } = process;
  const style: Style = stdout.hasColors?.() ? styleText : plain;
  const lines = (label: string, ...texts: readonly string[]): string =>
    texts.map((text, i) => style('bold', (i === 0 ? label : '').padEnd(LABEL_WIDTH)) + text).join('\n');
  print(
    [
      `${MODEL}: ${mdp.stateCount} states, ${mdp.actions.length} pairs, discount ${discount}, temperature ${temperature}`,
      '',
      gridText(grid, stdout.columns ?? 80, style),
      '',
      wrap(stakes(grid), lineWidth()),
      '',
      ...(checked.verdict === 'holds'
        ? [
            lines('enclosure', `L <= V^pi <= V* <= U at every state, with U - L at most ${rounded}`),
            lines('policy', `loses at most ${rounded} against the optimum, wherever it starts`),
          ]
        : [lines('enclosure', 'none: the checker does not accept the certificate')]),
      lines('solver', `${describeStatus(status)}: ${method}, ${sweeps} sweeps, ${seconds.toFixed(2)} s`),
      lines('checker', `${checked.verdict} at all ${checked.states} states, from the file, by interval arithmetic`),
      lines('laws', ...describeLaws(tried, seed)),
      lines('files', certificatePath, picturePath),
      lines(
        'next',
        `npx soft-bellman certify ${modelPath} --discount ${discount} --temperature 0.003`,
        'npx soft-bellman explain soft-policy-improvement',
      ),
    ].join('\n'),
  );
  const narrow: Verdict = width <= tolerance ? 'holds' : 'inconclusive';
  return overall([checked.verdict, narrow, ...tried.map(t => t.verdict)]);
};

process.exitCode = EXIT[main()];
