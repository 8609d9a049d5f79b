import { spawnSync } from 'node:child_process';
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readModel, writeSparseJson } from '../src/mdp/index.ts';
import { processorTime, type Row } from './measure.ts';
import type { Problem } from './problem.ts';

/** Reading the model as sparse JSON, in a process of its own, whose memory nothing else has used. */
export const reading = ({ mdp, path }: Problem): Row => {
  const json = join(dirname(path), 'model.json');
  const file = openSync(json, 'w');
  for (const piece of writeSparseJson(mdp)) writeSync(file, piece);
  closeSync(file);
  const { stdout, stderr, status } = spawnSync(process.execPath, [THIS, json], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`reading failed: ${stderr}`);
  const { seconds, peak } = JSON.parse(stdout);
  const size = (statSync(json).size / 1e6).toFixed(0);
  return {
    what: `reading ${size} MB of sparse JSON`,
    own: `${seconds.toFixed(1)} s, peak ${peak.toFixed(0)} MB`,
    peer: '',
  };
};

const THIS = fileURLToPath(import.meta.url);

if (process.argv[1] === THIS) {
  const seconds = processorTime(() => readModel(process.argv[2])) / 1000;
  console.log(JSON.stringify({ seconds, peak: process.resourceUsage().maxRSS / 1000 }));
}
