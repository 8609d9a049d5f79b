// Mathematics is rendered when the site is built; the pages need KaTeX's style sheet and fonts beside them, and no script.
import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { JSX, RendererEvent } from 'typedoc';

const katex = dirname(createRequire(import.meta.url).resolve('katex/dist/katex.min.css'));

/** @param {import('typedoc').Application} app */
export const load = app => {
  app.renderer.hooks.on('head.end', context =>
    JSX.createElement('link', { rel: 'stylesheet', href: context.relativeURL('assets/katex/katex.min.css', true) }),
  );
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => {
    const assets = join(outputDirectory, 'assets/katex');
    mkdirSync(assets, { recursive: true });
    for (const part of ['katex.min.css', 'fonts']) cpSync(join(katex, part), join(assets, part), { recursive: true });
  });
};
