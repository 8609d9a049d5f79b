import { basename } from 'node:path';
import {
  CertificateError,
  type Check,
  type CoqBackend,
  check,
  type Failure,
  readCertificate,
  type Shard,
} from '../../certify/index.ts';
import { readText } from '../../mdp/formats/io.ts';
import { parseJson } from '../../mdp/formats/json-text.ts';
import { type FiniteMdp, ModelError } from '../../mdp/index.ts';
import { stateLabel } from '../../mdp/model-error.ts';
import {
  type Command,
  choiceOption,
  EXIT,
  numberOption,
  print,
  printJson,
  UsageError,
  type Values,
} from '../command.ts';
import { type CoqCheck, type CoqOptions, checkWithCoq } from '../coq.ts';
import { HOW_TO_GET_COQ } from '../coqc.ts';
import { loadModel, modelHelp, modelOptions } from '../model.ts';
import { roundedUp } from '../rounded-up.ts';
import { shardOption } from '../shard.ts';

export const checkCommand: Command = {
  summary: 're-check a certificate against its model, independently of what made it',
  help: `soft-bellman check CERTIFICATE MODEL

Decides a certificate by one interval evaluation per state; shares no code with the solvers.

  --shard I/N     check part I of N; the certificate holds if every part does
  --coq           then prove it in Coq as well: exit code 0 means that Coq's kernel has accepted the proof
  --backend B     what Coq computes with: float or bigint (default: float, and bigint if that does not suffice)
  --max-time S    stop Coq after S seconds with either (default 600)
  --output F      keep the file that Coq is given: F.v, to be compiled by hand
${modelHelp}
  --json          print {verdict, states, width, failureCount, failures}, and with --coq
                  coq: {verdict, backend, seconds, version, theorem, library, reason if inconclusive}

Exit code 0 holds, 1 refuted, 3 inconclusive, 2 refused (no certificate, or one for another model).

--coq needs ${HOW_TO_GET_COQ}.
What is proved rests on Coq's kernel, on the axioms of the reals, and on the file stating this very model (readable: see
--output); with floats also on the processor rounding as IEEE 754 demands. A certificate that Coq does not prove is not
refuted: Coq's intervals may be too wide for it.

Example:
  soft-bellman check certificate.json models/gymnasium/frozen-lake-8x8.json`,
  options: {
    ...modelOptions,
    shard: { type: 'string' },
    coq: { type: 'boolean' },
    backend: { type: 'string' },
    'max-time': { type: 'string' },
    output: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: [2, 2],
  run: async ([certificatePath, modelPath], values) => {
    const shard = shardOption(values.shard);
    const coqOptions = coqOptionsOf(values);
    const mdp = loadModel(modelPath, values);
    const certificate = loadCertificate(certificatePath, mdp);
    const result = check(mdp, certificate, shard);
    const coq = coqOptions && result.verdict !== 'refuted' && (await checkWithCoq(mdp, certificate, coqOptions));
    const verdict = coq ? coq.verdict : result.verdict;
    if (values.json) printJson({ ...result, verdict, ...(coq && { coq }) });
    else print([summary(mdp, result, shard), ...(coq ? coqSummary(mdp, coq, coqOptions) : [])].join('\n'));
    return EXIT[verdict];
  },
};

/** What is asked of Coq; `undefined` if nothing is. */
const coqOptionsOf = (values: Values): CoqOptions | undefined => {
  const alone = ['backend', 'max-time', 'output'].find(name => values[name] !== undefined);
  if (!values.coq && alone) throw new UsageError(`--${alone} says how to check with Coq, expected --coq beside it`);
  if (!values.coq) return undefined;
  if (values.shard !== undefined) throw new UsageError('--coq proves the certificate as a whole, expected no --shard');
  const backend = choiceOption(values, 'backend', ['float', 'bigint'] as const);
  const maxTime = numberOption(values, 'max-time', 'a number of seconds from 1 to 1e6', x => x >= 1 && x <= 1e6, 600);
  const { output } = values;
  if (typeof output === 'string' && !/^[A-Za-z_]\w*\.v$/.test(basename(output)))
    throw new UsageError(`--output is ${output}, expected a name that Coq takes: letters, digits and _, then .v`);
  const backends = backend ? [backend] : (['float', 'bigint'] as const);
  return { backends, maxTime, ...(typeof output === 'string' && { output }) };
};

const loadCertificate = (path: string, mdp: FiniteMdp) => {
  try {
    return readCertificate(parseJson(readText(path)), mdp);
  } catch (error) {
    if (error instanceof ModelError || error instanceof CertificateError)
      throw new CertificateError(`${path}: ${error.message}`);
    throw error;
  }
};

const summary = (mdp: FiniteMdp, result: Check, { part, of }: Shard): string => {
  const whole = of === 1 ? '' : ` of shard ${part}/${of}`;
  if (result.verdict === 'holds')
    return `holds: L <= V^pi <= V* <= U at all ${result.states} states${whole}, width ${roundedUp(result.width)}`;
  const lines = result.failures.map(f => `  ${describeFailure(mdp, f)}`);
  const rest = result.failureCount - result.failures.length;
  return [
    `${result.verdict}: ${result.failureCount} tests fail at ${result.states} states${whole}`,
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join('\n');
};

const describeFailure = (mdp: FiniteMdp, { state, test, verdict, found }: Failure): string => {
  const claim = test === 'lower' ? 'L <= T^pi L' : 'T* U <= U';
  const needs = test === 'lower' ? 'at least' : 'at most';
  const [least, most] = found.map(x => x.toPrecision(6));
  return `${stateLabel(mdp.names, state)}: ${claim} is ${verdict}: its test lies in [${least}, ${most}], expected ${needs} 0`;
};

const NUMBERS: Readonly<Record<CoqBackend, string>> = { float: 'floats', bigint: 'big integers' };

const coqSummary = (mdp: FiniteMdp, coq: CoqCheck, { output }: CoqOptions): readonly string[] => {
  const how = `(Coq ${coq.version}, ${NUMBERS[coq.backend]}, ${coq.seconds.toFixed(1)} s)`;
  return [
    coq.verdict === 'holds'
      ? `proved: L <= V^pi <= V* <= U at all ${mdp.stateCount} states ${how}`
      : `inconclusive: Coq does not prove it, ${coq.reason} ${how}`,
    ...(output ? [`kept: ${output}, to be compiled by: coqc -Q ${coq.library} SoftBellman ${output}`] : []),
  ];
};
