/** A line on standard error that tells how long work goes: rewritten on a terminal, as far as it is wide, a plain line now and then elsewhere. */
export interface Progress {
  update(text: string): void;
  end(): void;
}

const TERMINAL_PAUSE = 100;
const PLAIN_PAUSE = 5000;

export const progress = (): Progress => {
  const { stderr } = process;
  const pause = stderr.isTTY ? TERMINAL_PAUSE : PLAIN_PAUSE;
  let last = Date.now();
  let shown = false;
  return {
    update: text => {
      if (Date.now() - last < pause) return;
      last = Date.now();
      shown = true;
      stderr.write(stderr.isTTY ? `\r\x1b[2K${text.slice(0, (stderr.columns ?? 80) - 1)}` : `${text}\n`);
    },
    end: () => {
      if (shown && stderr.isTTY) stderr.write('\r\x1b[2K');
    },
  };
};
