import { describe, expect, test } from 'vitest';
import { isApplicable, laws } from '../../properties/index.ts';
import { learnerSubject } from '../../src/conformance/subjects/learner/index.ts';
import { agentSubject } from '../../src/conformance/subjects/agent.ts';
import { memory } from '../../src/conformance/subjects/memory.ts';
import { judge } from '../mutants/verdict.ts';
import { seed } from './seed.ts';
const s = { ...agentSubject(), ...memory, ...learnerSubject() };
describe('x', () => {
  for (const law of laws.slice(46)) test(law.id, () => {
    const t = process.cpuUsage();
    for (let k=0;k<20;k++) expect(judge(law, s, seed + k, 25).kind).toBe('holds');
    console.log(law.id, process.cpuUsage(t).user/20000, 'ms per 25 cases');
  }, 60000);
});
