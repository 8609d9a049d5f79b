import { katex } from '@mdit/plugin-katex';
import { OptionDefaults } from 'typedoc';

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'soft-bellman',
  entryPoints: ['src/index.ts', 'src/sac/index.ts', 'properties/index.ts'],
  tsconfig: 'tsconfig.build.json',
  out: 'site',
  readme: 'README.md',
  plugin: ['./scripts/typedoc-katex-styles.mjs'],
  projectDocuments: [
    'docs/*.md',
    'spec/README.md',
    'spec/errata.md',
    'spec/gappa/README.md',
    'spec/theorems/*.md',
    'docs/decisions/*.md',
  ],
  blockTags: [...OptionDefaults.blockTags, '@laws'],
  markdownItLoader: parser => parser.use(katex, { throwOnError: true }),
  validation: { notExported: true, invalidLink: true, rewrittenLink: true, notDocumented: false },
  highlightLanguages: [...OptionDefaults.highlightLanguages, 'python'],
  treatWarningsAsErrors: true,
  intentionallyNotExported: ['definitions', 'Common', 'Kinds', 'RuntimeTensor', 'RuntimeSession'],
  excludePrivate: true,
  includeVersion: true,
  disableSources: true,
};
