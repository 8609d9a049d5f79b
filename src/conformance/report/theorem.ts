import { existsSync, readFileSync } from 'node:fs';

/** The package's root, seen from `src/conformance/report` and from `dist/src/conformance/report`. */
const manifest = ['../../../', '../../../../']
  .map(up => new URL(`${up}package.json`, import.meta.url))
  .find(existsSync);

let ownManifest: { readonly repository?: unknown } | undefined;

/** What the package says of its repository, read once. */
const published = (): unknown => {
  ownManifest ??= manifest ? (JSON.parse(readFileSync(manifest, 'utf8')) as { repository?: unknown }) : {};
  return ownManifest.repository;
};

/** Where a law is stated: its file in the package's repository, or else the command that prints it. */
export const theoremOf = (law: string, repository: unknown = published()): string => {
  const url =
    typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : repository;
  const base = /^(?:git\+)?(https:\/\/.+?)(?:\.git)?$/.exec(String(url))?.[1];
  return base === undefined ? `soft-bellman explain ${law}` : `${base}/blob/HEAD/spec/theorems/${law}.md`;
};
