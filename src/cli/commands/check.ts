import { CertificateError, type Check, check, type Failure, readCertificate, type Shard } from '../../certify/index.ts';
import { readText } from '../../mdp/formats/io.ts';
import { parseJson } from '../../mdp/formats/json-text.ts';
import { type FiniteMdp, ModelError } from '../../mdp/index.ts';
import { stateLabel } from '../../mdp/model-error.ts';
import { type Command, EXIT, print, printJson, UsageError } from '../command.ts';
import { loadModel, modelHelp, modelOptions } from '../model.ts';

export const checkCommand: Command = {
  summary: 're-check a certificate against its model, independently of what made it',
  help: `soft-bellman check CERTIFICATE MODEL

Decides a certificate by one interval evaluation per state; shares no code with the solvers.

  --shard I/N     check part I of N; the certificate holds if every part does
${modelHelp}
  --json          print {verdict, states, width, failureCount, failures}

Exit code 0 holds, 1 refuted, 3 inconclusive, 2 refused (no certificate, or one for another model).

Example:
  soft-bellman check certificate.json models/gymnasium/frozen-lake-8x8.json`,
  options: { ...modelOptions, shard: { type: 'string' }, json: { type: 'boolean' } },
  positionals: [2, 2],
  run: ([certificatePath, modelPath], values) => {
    const shard = shardOption(values.shard);
    const mdp = loadModel(modelPath, values);
    const result = check(mdp, loadCertificate(certificatePath, mdp), shard);
    if (values.json) printJson(result);
    else print(summary(mdp, result, shard));
    return EXIT[result.verdict];
  },
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

const shardOption = (text: unknown): Shard => {
  if (text === undefined) return { part: 1, of: 1 };
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(String(text));
  const [part, of] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
  if (part < 1 || part > of) throw new UsageError(`--shard is ${text}, expected I/N with 1 <= I <= N`);
  return { part, of };
};

const summary = (mdp: FiniteMdp, result: Check, { part, of }: Shard): string => {
  const whole = of === 1 ? '' : ` of shard ${part}/${of}`;
  if (result.verdict === 'holds')
    return `holds: L <= V^pi <= V* <= U at all ${result.states} states${whole}, width ${result.width.toPrecision(3)}`;
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
