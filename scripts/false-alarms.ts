/**
 * Tries every law on every implementation that is right, and counts what it refutes: nothing, or exit code 1.
 *
 *     npm run false-alarms                           20 seeds of 100 cases
 *     npm run false-alarms -- --seeds 2 --seed 7     seeds 7 and 8
 */
import { parseArgs } from 'node:util';
import { isApplicable, type Law, laws, type Subject } from '../properties/index.ts';
import { agentSubject } from '../src/conformance/subjects/agent.ts';
import { definitionsSubject } from '../src/conformance/subjects/definitions.ts';
import { kernelsSubject } from '../src/conformance/subjects/kernels.ts';
import { conventional, conventions, precisions } from '../test/laws/conventions.ts';
import { correctLearner } from '../test/mutants/learners.ts';
import { correctMemory } from '../test/mutants/memories.ts';
import { judge } from '../test/mutants/verdict.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    seeds: { type: 'string', default: '20' },
    runs: { type: 'string', default: '100' },
  },
});
const [first, count, runs] = [values.seed, values.seeds, values.runs].map(Number);
const seeds = Array.from({ length: count }, (_, k) => first + k);

interface Right {
  readonly name: string;
  readonly subject: Subject;
  /** Laws that rightly refute it. */
  readonly except: readonly Law[];
}

const subjects: readonly Right[] = [
  ...precisions.map(([name, precision]) => ({
    name: `the definitions in ${name} precision`,
    subject: { ...agentSubject({}, precision), ...definitionsSubject({}, precision) },
    except: [],
  })),
  { name: 'the kernels', subject: kernelsSubject(), except: [] },
  { name: 'the learner', subject: correctLearner, except: [] },
  { name: 'the memory', subject: correctMemory, except: [] },
  ...precisions.flatMap(([name, precision]) =>
    conventions.map(convention => ({
      name: `${convention.name}, in ${name} precision`,
      subject: conventional(convention, precision),
      except: convention.except ?? [],
    })),
  ),
];

console.log(`Every law on what is right: ${count} seeds of ${runs} cases, from --seed ${first}.`);
let alarms = 0;
for (const { name, subject, except } of subjects) {
  const tried = laws.filter(law => isApplicable(law, subject) && !except.includes(law));
  const before = process.cpuUsage();
  const found = tried.flatMap(law => seeds.map(seed => ({ law, seed, ...judge(law, subject, seed, runs) })));
  const { user, system } = process.cpuUsage(before);
  const seconds = ((user + system) / 1e6 / count).toFixed(2);
  const refuted = found.filter(({ kind }) => kind === 'refuted');
  const open = found.filter(({ kind }) => kind === 'inconclusive');
  console.log(
    `${name}: ${tried.length} laws, ${refuted.length} refuted, ${open.length} inconclusive, ${seconds} s of processor time a seed`,
  );
  for (const { law, seed, kind } of [...refuted, ...open]) console.log(`    ${law.id} ${kind} with seed ${seed}`);
  alarms += refuted.length;
}
console.log(`${alarms} false alarms among ${subjects.length} subjects`);
if (alarms > 0) process.exitCode = 1;
