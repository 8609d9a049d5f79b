import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The test files, quick ones first, that the mutants of one folder meet: named by `scripts/mutants-code.mjs`, which has Stryker run them. */
const files = (process.env.MUTATION_TESTS ?? '').split(' ');

class AsListed extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => files.findIndex(file => moduleId.endsWith(file));
    return specifications.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: files,
    setupFiles: ['test/mutants/setup.ts'],
    env: { SOFT_BELLMAN_SEED: '1', SOFT_BELLMAN_THINNING: '61' },
    sequence: { sequencer: AsListed },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
