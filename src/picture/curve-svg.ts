import { hex, INK, SCALE } from './colour.ts';
import { type Curve, runningMeans, shortNumber, ticks } from './curve.ts';

const [WIDTH, HEIGHT] = [760, 400];
const [LEFT, RIGHT, TOP, BOTTOM] = [76, 24, 84, 52];

/**
 * Returns by steps as a picture that needs nothing else: a point for each episode, and a line through the means of the last ten. The same curve
 * gives the same bytes.
 */
export const curveSvg = ({ title, episodes }: Curve): string => {
  const returns = episodes.map(episode => episode.return);
  const acrossTicks = ticks(0, largest(episodes.map(episode => episode.step)), 8);
  const upTicks = returns.length > 0 ? ticks(-largest(returns.map(x => -x)), largest(returns), 6) : [0, 1];
  const x = scale(acrossTicks, LEFT, WIDTH - RIGHT);
  const y = scale(upTicks, HEIGHT - BOTTOM, TOP);
  const points = episodes.map(({ step, return: earned }) => `<circle cx="${x(step)}" cy="${y(earned)}" r="2.5"/>`);
  const line = runningMeans(returns).map((mean, i) => `${x(episodes[i].step)},${y(mean)}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title description">
<title id="title">${escaped(title)}</title>
<desc id="description">${description(episodes.length, returns)}</desc>
${STYLE}
<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>
<text class="title" x="${LEFT}" y="34">${escaped(title)}</text>
<text x="${LEFT}" y="60">Points: the return of an episode. Line: the mean of the last ten.</text>
${upTicks.map(tick => `<path class="grid" d="M${LEFT} ${y(tick)}H${WIDTH - RIGHT}"/><text class="up" x="${LEFT - 10}" y="${y(tick) + 5}">${tick}</text>`).join('\n')}
${acrossTicks.map(tick => `<text class="across" x="${x(tick)}" y="${HEIGHT - BOTTOM + 22}">${tick}</text>`).join('\n')}
<text class="across" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}">steps in the environment</text>
<g class="points">${points.join('\n')}</g>
<polyline class="line" points="${line.join(' ')}"/>
</svg>
`;
};

const STYLE = `<style>
text { font: 14px system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; fill: ${hex(INK)}; }
.title { font-size: 20px; font-weight: 600; }
.up { text-anchor: end; }
.across { text-anchor: middle; }
.paper { fill: #ffffff; }
.grid { stroke: #d8dee4; fill: none; }
.points { fill: ${hex(SCALE[2])}; }
.line { fill: none; stroke: ${hex(INK)}; stroke-width: 2; stroke-linejoin: round; }
</style>`;

const description = (count: number, returns: readonly number[]): string => {
  if (count === 0) return 'No episode has ended yet.';
  const means = runningMeans(returns);
  return `The returns of ${count} episodes by steps; the mean of the last ten ends at ${shortNumber(means[means.length - 1])}.`;
};

/** Where a number lies on an axis from its first tick to its last, at most two decimals. */
const scale =
  (axis: readonly number[], from: number, to: number): ((value: number) => number) =>
  value => {
    const [first, last] = [axis[0], axis[axis.length - 1]];
    return Number((from + ((value - first) / (last - first)) * (to - from)).toFixed(2));
  };

const largest = (numbers: readonly number[]): number => numbers.reduce((most, x) => Math.max(most, x), numbers[0] ?? 0);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
