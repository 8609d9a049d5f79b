import { sizeOf } from '../../engines/tensor.ts';
import { arrayOf } from '../../sac/arrays.ts';
import { policyFile } from '../../sac/policy-file.ts';
import { type Command, EXIT, print, printJson, UsageError, wholeOption } from '../command.ts';
import { writeWhole } from '../files.ts';
import { checkpointIn, settingsIn } from '../training-folder.ts';
import { choicesOf, settingOf } from '../training-options.ts';

export const exportCommand: Command = {
  summary: 'write a trained policy as an ONNX file',
  help: `soft-bellman export DIR --out FILE

Writes the policy of the checkpoint that train wrote into DIR as one ONNX file (operators of version 20, single
precision) for onnxruntime-node, onnxruntime-web, Python's onnxruntime and others. For N observations of d numbers:

  observations    input [N, d]
  noise           input [N, k], only with --stochastic: standard normal numbers, or Gumbel numbers -ln(-ln u) where
                  there are finitely many actions
  action          output [N, k], k numbers in the environment's units; or [N], the number of one of k actions
  scores          output [N, k], only for finitely many actions: their log-probabilities, plus the noise; the action
                  is that of the largest

  --out FILE      where to write it
  --batch N       observations at once (default 1)
  --stochastic    draw actions with noise, as in training, instead of taking the best
  --json          print {file, bytes, environment, inputs, outputs}, shapes by name

Example:
  soft-bellman export out/Pendulum-v1 --out out/policy.onnx`,
  options: {
    out: { type: 'string' },
    batch: { type: 'string' },
    stochastic: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  positionals: [1, 1],
  run: ([folder], values) => {
    const { out } = values;
    if (typeof out !== 'string') throw new UsageError('--out is missing, expected the file to write, as policy.onnx');
    const batchSize = wholeOption(values, 'batch', 1, 65_536, 1);
    const choices = choicesOf(settingsIn(folder));
    const { actions, algorithm, identity } = settingOf(choices, choices.engine);
    const { arrays } = checkpointIn(folder, identity);
    const actor = arrayOf(arrays, 'learner.actor.values', 'float32', sizeOf(algorithm.state.actor.values));
    const options = { batchSize, isStochastic: values.stochastic === true };
    const { bytes, inputs, outputs } = policyFile(algorithm, actions, actor, options);
    writeWhole(out, [bytes]);
    const environment = String(identity.environment);
    if (values.json) printJson({ file: out, bytes: bytes.length, environment, inputs, outputs });
    else print(`${out}: ${bytes.length} bytes, ${environment}: ${shapes(inputs)} -> ${shapes(outputs)}`);
    return EXIT.holds;
  },
};

const shapes = (named: Readonly<Record<string, readonly number[]>>): string =>
  Object.entries(named)
    .map(([name, shape]) => `${name} [${shape.join(', ')}]`)
    .join(', ');
