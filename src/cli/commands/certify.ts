import { type Certified, certificateVectors, certify, writeCertificate } from '../../certify/index.ts';
import type { FiniteMdp } from '../../mdp/index.ts';
import { describeStatus } from '../../solve/index.ts';
import { type Command, EXIT, numberOption, print, printJson } from '../command.ts';
import { writeWhole } from '../files.ts';
import { loadModel, modelHelp, modelOptions } from '../model.ts';
import { progress } from '../progress.ts';
import { roundedUp } from '../rounded-up.ts';

export const certifyCommand: Command = {
  summary: 'solve a model and enclose V*, V^pi and the loss of the policy',
  help: `soft-bellman certify MODEL --discount G --temperature A

Computes the soft-optimal values and policy of a finite MDP and a certificate (pi, L, U): L <= V^pi <= V* <= U
at every state, checked by interval arithmetic.

  --discount G    0 <= G < 1
  --temperature A A >= 0 in units of reward per nat; 0 is the hard problem
  --tolerance W   wanted width of the enclosure, in units of reward (default 1e-8)
  --certificate F write the certificate to F
${modelHelp}
  --json          print one JSON object: status, method, sweeps, seconds, states, stateActionPairs, discount,
                  temperature, width, policyLossBound, lower, upper, logPolicy

Exit code 0 if the enclosure is as narrow as asked for, 3 if it is wider, 2 on bad input.

Example:
  soft-bellman certify models/gymnasium/frozen-lake-8x8.json --discount 0.99 --temperature 0.1 --certificate out.json`,
  options: {
    ...modelOptions,
    discount: { type: 'string' },
    temperature: { type: 'string' },
    tolerance: { type: 'string' },
    certificate: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: [1, 1],
  run: ([path], values) => {
    const discount = numberOption(values, 'discount', 'a number with 0 <= discount < 1', x => x >= 0 && x < 1);
    const temperature = numberOption(values, 'temperature', 'a finite number >= 0', x => x >= 0 && x < Infinity);
    const tolerance = numberOption(values, 'tolerance', 'a number > 0', x => x > 0, 1e-8);
    const mdp = loadModel(path, values);
    const shown = progress();
    const begin = performance.now();
    const onSweep = (sweeps: number, width: number): void =>
      shown.update(`${path}: sweep ${sweeps}, width ${width.toPrecision(3)}`);
    const result = certify(mdp, { discount, temperature, tolerance, onSweep });
    shown.end();
    const seconds = (performance.now() - begin) / 1000;
    if (typeof values.certificate === 'string')
      writeWhole(values.certificate, writeCertificate(mdp, result.certificate));
    if (values.json) printJson(report(mdp, result, seconds));
    else print(summary(mdp, result, seconds, tolerance));
    return result.check.verdict === 'holds' && result.width <= tolerance ? EXIT.holds : EXIT.inconclusive;
  },
};

const report = (mdp: FiniteMdp, result: Certified, seconds: number): object => {
  const { certificate, method, sweeps, width } = result;
  return {
    status: describeStatus(result.status),
    verdict: result.check.verdict,
    method,
    sweeps,
    seconds,
    states: mdp.stateCount,
    stateActionPairs: mdp.actions.length,
    discount: certificate.discount,
    temperature: certificate.temperature,
    width,
    policyLossBound: width,
    ...certificateVectors(mdp, certificate),
  };
};

const summary = (mdp: FiniteMdp, result: Certified, seconds: number, tolerance: number): string => {
  const { certificate, check, method, status, sweeps, width } = result;
  const verdict =
    check.verdict !== 'holds'
      ? `no certificate: rounding hides ${check.failureCount} of the inequalities`
      : `certified: V* and the value of the policy lie within ${roundedUp(width)} of each other at every state`;
  return [
    verdict + (width <= tolerance ? '' : ` (wider than the ${tolerance} asked for)`),
    `${mdp.stateCount} states, ${mdp.actions.length} state-action pairs, discount ${certificate.discount}, temperature ${certificate.temperature}`,
    `${describeStatus(status)} by ${method}, ${sweeps} sweeps, ${seconds.toFixed(2)} s`,
  ].join('\n');
};
