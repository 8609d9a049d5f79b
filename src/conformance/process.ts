import { type ChildProcess, spawn } from 'node:child_process';
import { show } from '../mdp/model-error.ts';
import type { OperationName } from './operations.ts';
import {
  type Answer,
  callMessage,
  type Introduction,
  ProtocolError,
  printable,
  readAnswer,
  readIntroduction,
  startMessage,
  stopMessage,
} from './protocol.ts';

/** How long to wait for an implementation, in seconds. */
export interface Patience {
  readonly start: number;
  readonly call: number;
}

/** The process failed as a whole: it died, fell silent, or wrote what is no answer. One line. */
export class ProcessFault extends Error {
  override readonly name: string = 'ProcessFault';
}

/** An implementation that runs. Calls may overlap; answers come in any order. */
export interface SubjectProcess {
  readonly introduction: Introduction;
  /** Whether it can be called. */
  readonly alive: boolean;
  /** @throws {@link ProcessFault}; from then on every call fails. */
  call(operation: OperationName, encodedArguments: string): Promise<Answer>;
  /** Ends it, gently first. */
  stop(): Promise<void>;
}

/** Longest line that is read. */
const MAX_LINE = 1 << 24;

/** So much of standard error is kept to tell why a process died. */
const MAX_LOG = 4096;

/** Milliseconds between `stop` and the end by force. */
const GRACE = 2000;

interface Waiting {
  readonly resolve: (line: Answer) => void;
  readonly reject: (fault: ProcessFault) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Starts a command and shakes hands; when `interrupted`, it is ended at once and all calls fail.
 * @throws {@link ProtocolError} or {@link ProcessFault} if there is no such command, or its first line is no introduction.
 */
export const startSubject = async (
  command: readonly string[],
  patience: Patience,
  interrupted: AbortSignal,
): Promise<SubjectProcess> => {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: HAS_GROUPS });
  const waiting = new Map<number, Waiting>();
  let fault: ProcessFault | undefined;
  let log = '';
  let nextSeq = 0;

  const fail = (reason: string): void => {
    if (fault) return;
    fault = new ProcessFault(reason);
    kill(child);
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(fault);
    }
    waiting.clear();
  };

  const lastWords = (): string => {
    const line = printable(log.trimEnd().split('\n').at(-1)!.slice(-300));
    return line === '' ? '' : `; its last line on standard error: ${line}`;
  };

  const ended = new Promise<void>(resolve => {
    child.on('error', error => {
      fail(`${program} cannot be started (${(error as NodeJS.ErrnoException).code ?? error.message})`);
      resolve();
    });
    child.on('close', (code, signal) => {
      fail(`the process ended with ${signal ?? `exit code ${code}`}${lastWords()}`);
      resolve();
    });
  });
  const interrupt = (): void => fail('interrupted');
  interrupted.addEventListener('abort', interrupt);
  // A write to a process that has died is told by its end.
  child.stdin.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-MAX_LOG);
  });

  const write = (line: string): void => {
    child.stdin.write(`${line}\n`);
  };

  const wait = (seq: number, seconds: number, what: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (fault) {
        reject(fault);
        return;
      }
      const timer = setTimeout(() => fail(`no answer to ${what} in ${seconds} s${lastWords()}`), 1000 * seconds);
      waiting.set(seq, { resolve, reject, timer });
    });

  const settle = (seq: unknown, answer: Answer): void => {
    const asked = typeof seq === 'number' ? waiting.get(seq) : undefined;
    if (!asked) {
      fail(`an answer has the seq ${show(seq)}, which no open call has`);
      return;
    }
    clearTimeout(asked.timer);
    waiting.delete(seq as number);
    asked.resolve(answer);
  };

  const START = -1;
  let introduced = false;
  const receive = (line: string): void => {
    if (fault || line.trim() === '') return;
    if (!introduced) {
      introduced = true;
      settle(START, { result: line });
      return;
    }
    try {
      const { seq, answer } = readAnswer(line);
      settle(seq, answer);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      fail(error.message);
    }
  };
  readLines(child.stdout.setEncoding('utf8'), receive, () => fail(`a line is longer than ${MAX_LINE} characters`));

  const stop = async (): Promise<void> => {
    if (!fault) {
      write(stopMessage());
      child.stdin.end();
    }
    const force = setTimeout(() => kill(child), GRACE);
    await ended;
    clearTimeout(force);
    interrupted.removeEventListener('abort', interrupt);
  };

  try {
    const first = wait(START, patience.start, 'start');
    write(startMessage());
    const introduction = readIntroduction(((await first) as { result: string }).result);
    return {
      introduction,
      get alive() {
        return fault === undefined;
      },
      call: (operation, encodedArguments) => {
        const seq = nextSeq++;
        const answer = wait(seq, patience.call, operation);
        if (!fault) write(callMessage(seq, operation, encodedArguments));
        return answer;
      },
      stop,
    };
  } catch (error) {
    kill(child);
    await ended;
    throw error;
  }
};

/** A process and whatever it started, in a group of its own: Ctrl-C reaches this program alone, which ends the others. */
const HAS_GROUPS = process.platform !== 'win32';

const kill = (child: ChildProcess): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(HAS_GROUPS ? -child.pid : child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Calls `receive` with every line of a stream, and `overflow` when one has no end. */
const readLines = (stream: NodeJS.ReadableStream, receive: (line: string) => void, overflow: () => void): void => {
  let parts: string[] = [];
  let length = 0;
  stream.on('data', (text: string) => {
    const lines = text.split('\n');
    for (const [i, piece] of lines.entries()) {
      parts.push(piece);
      length += piece.length;
      if (length > MAX_LINE) {
        overflow();
        return;
      }
      if (i === lines.length - 1) break;
      receive(parts.join(''));
      parts = [];
      length = 0;
    }
  });
};
