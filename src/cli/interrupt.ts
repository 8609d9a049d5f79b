/** Interrupted before there was anything to report: exit code 3. */
export class Interrupted extends Error {
  override readonly name: string = 'Interrupted';
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Does work that the first Ctrl-C, or SIGTERM, asks to come to an end; the next one ends the program at once, as always.
 * @throws {@link Interrupted} instead of what the work throws after that.
 */
export const untilInterrupted = async <T>(work: (interrupted: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  const leaveAlone = (): void => {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  };
  const interrupt = (): void => {
    leaveAlone();
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? new Interrupted('interrupted before anything was tried') : error;
  } finally {
    leaveAlone();
  }
};
