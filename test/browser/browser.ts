/** A program run in Chromium, without a window, on the files of this repository. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';

/** What runs graphs in a browser. */
export const PACKAGE: string = 'node_modules/onnxruntime-web/dist';

const FOLDERS = ['dist/src', 'test/browser', PACKAGE];

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.html': 'text/html',
};

const SECONDS = 60;

const OPTIONS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

/** The answer of the program `test/browser/NAME`, as `page.html` runs it, to a question. */
export const inBrowser = async (name: string, question: unknown): Promise<unknown> => {
  const profile = mkdtempSync(join(tmpdir(), 'soft-bellman-chromium-'));
  const answers: Answer[] = [];
  const server = serving(question, answer => {
    answers.push(answer);
    end();
  });
  await new Promise<void>(listens => server.listen(0, '127.0.0.1', listens));
  const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/test/browser/page.html?${name}`;
  const browser = spawn('chromium', [...OPTIONS, `--user-data-dir=${profile}`, page], {
    stdio: 'ignore',
    detached: true,
  });
  /** With all its processes, which would go on writing to the profile. */
  const end = (): unknown => browser.pid && process.kill(-browser.pid, 'SIGKILL');
  const timer = setTimeout(end, 1000 * SECONDS);
  try {
    await once(browser, 'close');
  } finally {
    clearTimeout(timer);
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  const [answer = { error: `the browser ended, or was ended after ${SECONDS} s, without an answer` }] = answers;
  if ('error' in answer) throw new Error(`${name}: ${answer.error}`);
  return answer.value;
};

type Answer = { readonly value: unknown } | { readonly error: string };

/** The files of {@link FOLDERS}, the question, and a place to post the answer to. */
const serving = (question: unknown, answered: (answer: Answer) => void): Server =>
  createServer(async (request, response) => {
    const path = normalize(new URL(request.url!, 'http://localhost').pathname).slice(1);
    if (path === 'question') response.end(JSON.stringify(question));
    else if (path === 'answer') {
      const answer: Answer = JSON.parse(await bodyOf(request));
      response.end();
      answered(answer);
    } else if (FOLDERS.some(folder => path.startsWith(`${folder}/`))) {
      response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
      response.end(readFileSync(path));
    } else response.writeHead(404).end();
  });

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};
