/** What reports call things. */
import { laws } from '../../../properties/index.ts';
import { sum } from '../evidence.ts';
import type { Hypotheses } from '../hypotheses.ts';
import { claimsError } from '../operations.ts';
import type { Introduction } from '../protocol.ts';
import { count, type LawReport, type Report, type SkippedLaw, type TriedLaw, VERDICTS } from './report.ts';

/** A share of 1 in percent: 0 only if it is 0, and 100 only if it is 1 or nearly so. */
export const percent = (share: number): string =>
  share > 0 && share < 0.01 ? '<1 %' : `${Math.trunc(100 * share + 0.5)} %`;

/** Which arithmetic has this unit roundoff. */
export const precision = ({ unitRoundoff: u }: Introduction): string =>
  new Map([
    [2 ** -53, 'double precision'],
    [2 ** -24, 'single precision'],
    [2 ** -11, 'half precision'],
    [2 ** -8, 'bfloat16'],
  ]).get(u) ?? `arithmetic with unit roundoff ${u}`;

/** Whether the tolerances of a law contain errors that solvers claim, which may be attained, besides rounding. */
export const restsOnClaims = ({ law }: LawReport): boolean =>
  laws.some(({ id, needs }) => id === law && needs.some(claimsError));

/** How near a law came to being refuted, in a few words; empty where nothing was compared within a tolerance. */
export const marginText = (law: TriedLaw, subject: Introduction): string => {
  const { margin } = law;
  if (!margin) return '';
  const claims = restsOnClaims(law) ? ' and of the errors that its solvers claim' : '';
  const used = `used ${percent(margin.used)} of the rounding that ${precision(subject)} may commit${claims}`;
  return margin.slack === undefined ? used : `${used}, least slack ${Number(margin.slack.toPrecision(3))}`;
};

export const casesText = ({ cases, asked, discarded }: TriedLaw): string =>
  `${cases} of ${asked}${discarded === 0 ? '' : `, ${discarded} set aside`}`;

export const hypothesesText = (hypotheses: Hypotheses): string =>
  Object.entries(hypotheses)
    .map(([name, cases]) => `${name}: ${cases}`)
    .join(', ');

export const skippedBecause = ({ byRequest, lacks }: SkippedLaw): string =>
  byRequest ? 'by request' : `lacks ${lacks.join(', ')}`;

export const isTried = (law: LawReport): law is TriedLaw => law.verdict !== 'skipped';

/** The evidence of all laws together. */
export const evidenceOf = ({ laws }: Report): ReturnType<typeof sum> =>
  laws.filter(isTried).reduce(sum, { cases: 0, discarded: 0, hypotheses: {} });

/** The verdict of a run in one line, and how to draw the same cases again. */
export const summary = (report: Report): string => {
  const { subject, seed, shard, verdict, laws } = report;
  const counts = VERDICTS.map(v => `${count(report, v)} ${v}`).join(', ');
  const part = shard.of === 1 ? '' : `, shard ${shard.part}/${shard.of}`;
  const none = verdict === 'inconclusive' && !laws.some(isTried) ? ': no law could be tried' : '';
  return `${verdict}${none}: ${subject.name}, ${counts} (--seed ${seed}${part})`;
};
