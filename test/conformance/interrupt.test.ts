import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { untilInterrupted } from '../../src/cli/interrupt.ts';
import type { Report } from '../../src/conformance/report/report.ts';
import { main, root, temporaryFolder } from '../cli/run.ts';

const folder = temporaryFolder();
const subject = join(root, 'test/conformance/fixtures/subject.mjs');

/** Starts a command, waits until the process under test has answered some calls, and sends a signal to the command. */
const interrupted = async (mode: string, answers: number, signal: NodeJS.Signals, ...options: string[]) => {
  const pidFile = join(folder, `${mode} ${signal}.pid`);
  const program = `
    let answers = 0;
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (...args) => {
      if (++answers === ${answers}) require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
      return write(...args);
    };
    process.argv[2] = ${JSON.stringify(mode)};
    import(${JSON.stringify(subject)});`;
  const args = [main, 'conform', '--runs', '1000', '--report', 'json', ...options];
  const child = spawn(process.execPath, [...args, '--', process.execPath, '-e', program, 'x'], { cwd: folder });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text;
  });
  const closed = once(child, 'close');
  const pid = await firstNumber(pidFile);
  child.kill(signal);
  const [code] = await closed;
  expect(stderr).not.toContain('error');
  return { code, report: JSON.parse(stdout) as Report, isAlive: isAlive(pid) };
};

const firstNumber = async (file: string): Promise<number> => {
  for (;;) {
    try {
      const pid = Number(readFileSync(file, 'utf8'));
      if (pid > 0) return pid;
    } catch {}
    await new Promise(resolve => setTimeout(resolve, 50));
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe.skipIf(process.platform !== 'linux')('Ctrl-C', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s: what is done is reported, nothing passes, the process ends',
    async signal => {
      const { code, report, isAlive } = await interrupted('slow', 100, signal);
      expect({ code, isAlive, verdict: report.verdict }).toEqual({ code: 3, isAlive: false, verdict: 'inconclusive' });
      const tried = report.laws.filter(law => law.verdict !== 'skipped');
      expect(tried.length).toBeGreaterThan(4);
      for (const law of tried)
        expect(law).toMatchObject({ verdict: 'inconclusive', reason: 'interrupted', asked: 1000 });
      expect(tried.some(({ cases }) => cases > 0)).toBe(true);
    },
  );

  test('what was refuted stays so', async () => {
    const { code, report } = await interrupted('wrong, slow', 3, 'SIGINT', '--law', 'log-sum-exp-bounds');
    expect({ code, verdict: report.verdict }).toEqual({ code: 1, verdict: 'refuted' });
  });

  test('before the process has introduced itself', async () => {
    const args = [main, 'conform', '--', process.execPath, '-e', 'setInterval(() => {}, 1000)'];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
    });
    const closed = once(child, 'close');
    await new Promise(resolve => setTimeout(resolve, 1500));
    child.kill('SIGINT');
    expect(await closed).toEqual([3, null]);
    expect(stderr).toBe('soft-bellman: interrupted before anything was tried\n');
  });
});

test('a second Ctrl-C is nobody else’s: it ends the program', async () => {
  const before = process.listenerCount('SIGINT');
  await untilInterrupted(async signal => {
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    process.emit('SIGINT');
    expect(signal.aborted).toBe(true);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
  const work = async (): Promise<never> => {
    throw new RangeError('of its own');
  };
  await expect(untilInterrupted(work)).rejects.toThrow('of its own');
  expect(process.listenerCount('SIGINT')).toBe(before);
});
