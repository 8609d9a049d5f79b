import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/conformance/report/report.ts';
import { main, root, temporaryFolder } from '../cli/run.ts';

const folder = temporaryFolder();
const subject = join(root, 'test/conformance/fixtures/subject.mjs');

/** Starts a command that answers slowly, waits for the process under test, and sends signals to the command. */
const interrupted = async (mode: string, signals: readonly NodeJS.Signals[], ...options: string[]) => {
  const pidFile = join(folder, `${mode}.pid`);
  const program = `require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); process.argv[2] = ${JSON.stringify(mode)}; import(${JSON.stringify(subject)});`;
  const args = [main, 'conform', '--runs', '1000', ...options, '--', process.execPath, '-e', program, 'x'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  const stderr: string[] = [];
  child.stderr.setEncoding('utf8').on('data', text => stderr.push(text));
  const closed = once(child, 'close');
  const pid = await firstNumber(pidFile);
  for (const signal of signals) {
    await new Promise(resolve => setTimeout(resolve, 1500));
    child.kill(signal);
  }
  const [code, signal] = await closed;
  return { code, signal, stdout, stderr: stderr.join(''), isAlive: isAlive(pid) };
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
      const { code, stdout, stderr, isAlive } = await interrupted('slow', [signal], '--report', 'json');
      expect(stderr).not.toContain('error');
      expect({ code, isAlive }).toEqual({ code: 3, isAlive: false });
      const { verdict, laws } = JSON.parse(stdout) as Report;
      expect(verdict).toBe('inconclusive');
      const tried = laws.filter(law => law.verdict !== 'skipped');
      expect(tried.length).toBeGreaterThan(4);
      for (const law of tried)
        expect(law).toMatchObject({ verdict: 'inconclusive', reason: 'interrupted', asked: 1000 });
      expect(tried.some(({ cases }) => cases > 0)).toBe(true);
    },
  );

  test('what was refuted stays so', async () => {
    const { code, stdout } = await interrupted(
      'wrong, slow',
      ['SIGINT'],
      '--law',
      'log-sum-exp-bounds',
      '--report',
      'json',
    );
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Report).verdict).toBe('refuted');
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
