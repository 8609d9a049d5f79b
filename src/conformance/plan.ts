import type { Law } from '../../properties/index.ts';
import type { Introduction } from './protocol.ts';

/** Cases in a block: what one seed draws, and the unit of which shards are made. */
const BLOCK = 25;

/** One of `of` parts of a run; part 1 is the first. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

/** Some cases of one law: what one seed draws. */
export interface Block {
  /** Its number among the blocks of the law. */
  readonly index: number;
  readonly seed: number;
  readonly runs: number;
}

/** The blocks of a law that a shard has to try. */
export interface Assignment {
  readonly law: Law;
  readonly blocks: readonly Block[];
}

/** Blocks of all laws are dealt to the shards in turn, so that the shards together try the very cases of the whole run. */
export const assignments = (laws: readonly Law[], seed: number, runs: number, shard: Shard): readonly Assignment[] => {
  const perLaw = Math.ceil(runs / BLOCK);
  return laws
    .map((law, l) => ({
      law,
      blocks: Array.from({ length: perLaw }, (_, index) => ({
        index,
        seed: blockSeed(`${seed} ${law.id} ${index}`),
        runs: Math.min(BLOCK, runs - index * BLOCK),
      })).filter(({ index }) => (l * perLaw + index) % shard.of === shard.part - 1),
    }))
    .filter(({ blocks }) => blocks.length > 0);
};

/** The operations that a law needs and the implementation does not offer. */
export const lacking = (law: Law, { operations }: Introduction): readonly string[] =>
  law.needs.filter(operation => !operations.includes(operation));

/** FNV-1a (Fowler, Noll, Vo) of a text, in 32 bits: seeds of different blocks have nothing to do with each other. */
const blockSeed = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
};
