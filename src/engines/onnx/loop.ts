/** A graph run several times in one call: its outputs that are named like inputs are those of the next time. */
import { type Graph, mapRecord } from '../graph.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { compiled, outputName } from './compile.ts';
import type { GraphFile } from './file.ts';

type Entries = readonly (readonly [name: string, shape: Shape])[];

const named = (entries: Entries, change: (name: string) => string, more: Shape = []): Readonly<Record<string, Shape>> =>
  Object.fromEntries(entries.map(([name, shape]) => [change(name), [...more, ...shape]]));

const same = (name: string): string => name;

/** Names within the loop and around it differ. */
export const first = (name: string): string => `first ${name}`;
export const last = (name: string): string => `last ${name}`;

/**
 * The graph `times` over. What is carried over goes in once and comes out once; all other inputs and outputs have a first axis of that
 * size, one row each time. Names are those of the graph, by {@link first} and {@link last}.
 */
export const loop = (graph: Graph, times: number): GraphFile => {
  const inputs: Entries = Object.entries(graph.inputs);
  const outputs: Entries = Object.entries(mapRecord(graph.outputs, ({ shape }: Tensor) => shape));
  const carried = inputs.filter(([name]) => name in graph.outputs);
  const given = inputs.filter(([name]) => !(name in graph.outputs));
  const reported = outputs.filter(([name]) => !(name in graph.inputs));
  const body: GraphFile = {
    ...compiled(graph),
    inputs: named([...carried, ...given], same),
    outputs: named([...carried, ...reported], outputName),
  };
  return {
    nodes: [
      {
        operator: 'Scan',
        inputs: [...carried, ...given].map(([name]) => first(name)),
        outputs: [...carried, ...reported].map(([name]) => last(name)),
        attributes: { body: { graph: body }, num_scan_inputs: { int: given.length } },
      },
    ],
    initializers: {},
    inputs: { ...named(carried, first), ...named(given, first, [times]) },
    outputs: { ...named(carried, last), ...named(reported, last, [times]) },
  };
};
