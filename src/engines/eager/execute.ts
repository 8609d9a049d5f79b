/** A graph on TensorFlow.js, which takes the derivatives that the graph asks for. */
import { between, type Derivative, derivativesIn } from '../gradient.ts';
import { attaching, type Graph, mapRecord, rebuilding, shared } from '../graph.ts';
import { input, operandsOf, type Tensor } from '../tensor.ts';
import { operations } from './operations.ts';
import type { Runtime, Value } from './runtime.ts';

export type Values = Readonly<Record<string, Value>>;

/** Derivatives of a number that are taken together. */
interface Loss {
  readonly result: Tensor;
  readonly asked: readonly Derivative[];
  /** What they pass through. */
  readonly passed: ReadonlySet<Tensor>;
}

const remembered = <A, B>(f: (a: A) => B): ((a: A) => B) => {
  const known = new Map<A, B>();
  return a => {
    const done = known.get(a) ?? f(a);
    known.set(a, done);
    return done;
  };
};

const lossOf = (result: Tensor, asked: readonly Derivative[]): Loss => {
  const by = asked.map(derivative => derivative.by);
  return { result, asked, passed: new Set(between(result, by)) };
};

/** Together, unless one is by something that another one passes through. */
const lossesOf = (graph: Graph): readonly Loss[] =>
  [...derivativesIn(graph)].flatMap(([result, asked]) => {
    const loss = lossOf(result, asked);
    const isApart = asked.every(({ by }) => !operandsOf(by).some(x => loss.passed.has(x)));
    return isApart ? [loss] : asked.map(derivative => lossOf(result, [derivative]));
  });

/**
 * The outputs of a graph as a function of its inputs, to be called within `tf.tidy`; what it keeps beyond that it adds to `kept`.
 *
 * A tensor is computed once, as a value: then it does not matter what derivatives are taken by, and `detach` and derivatives are no part of
 * it. Under the tape of a derivative there is only what that derivative passes through; all else is data, and computed before.
 */
export const executor = (runtime: Runtime, given: Graph): ((inputs: Values, kept: Value[]) => Values) => {
  const { tf } = runtime;
  const graph = shared(given);
  const operationOf = remembered(operations(runtime));
  const losses = lossesOf(graph);

  const leaves = new Map(
    losses.flatMap(({ asked }, i) =>
      asked.map((x, k) => [x as Tensor, input(`derivative ${i} ${k}`, x.shape)] as const),
    ),
  );
  const lossOfLeaf = new Map(losses.flatMap(loss => loss.asked.map(x => [leaves.get(x)!, loss] as const)));
  const standing = rebuilding((tensor, original) => leaves.get(original) ?? tensor);
  const attach = attaching();
  const valued = remembered((tensor: Tensor): Tensor => attach(standing(tensor)));

  const isVariable = ({ asked }: Loss, tensor: Tensor): boolean => asked.some(({ by }) => by === tensor);
  const dataOf = remembered((loss: Loss): ReadonlySet<Tensor> => {
    const data = new Set<Tensor>();
    const visit = remembered((tensor: Tensor): boolean => {
      if (!loss.passed.has(tensor) || isVariable(loss, tensor)) data.add(valued(tensor));
      else operationOf(tensor).reads.forEach(visit);
      return true;
    });
    visit(loss.result);
    return data;
  });

  /** Whatever a value is computed from. */
  const readsOf = (tensor: Tensor): Iterable<Tensor> => {
    const loss = lossOfLeaf.get(tensor);
    if (loss) return dataOf(loss);
    return tensor.kind === 'input' ? [] : operationOf(tensor).reads;
  };
  const needed = new Set<Tensor>();
  const need = (tensor: Tensor): void => {
    if (needed.has(tensor)) return;
    needed.add(tensor);
    for (const x of readsOf(tensor)) need(x);
  };
  for (const output of Object.values<Tensor>(graph.outputs)) need(valued(output));

  return (inputs, kept) => {
    const values = new Map<Tensor, Value>();

    const evaluated = (tensor: Tensor): Value => {
      const known = values.get(tensor) ?? computed(tensor);
      values.set(tensor, known);
      return known;
    };
    const computed = (tensor: Tensor): Value => {
      const loss = lossOfLeaf.get(tensor);
      if (loss) return differentiated(loss, tensor);
      if (tensor.kind === 'input') return inputs[tensor.name];
      const { reads, run } = operationOf(tensor);
      return run(reads.map(evaluated), []);
    };

    const differentiated = (loss: Loss, leaf: Tensor): Value => {
      const { result, asked, passed } = loss;
      for (const tensor of dataOf(loss)) evaluated(tensor);
      const taped = new Map<Tensor, Value>();
      const onTape = (tensor: Tensor): Value => {
        if (!passed.has(tensor)) return values.get(valued(tensor))!;
        const known = taped.get(tensor) ?? recorded(tensor);
        taped.set(tensor, known);
        return known;
      };
      const recorded = (tensor: Tensor): Value => {
        const { reads, run } = operationOf(tensor);
        return run(
          reads.map(onTape),
          reads.map(x => passed.has(x)),
        );
      };

      const by = asked.filter(x => passed.has(x.by));
      const forward = (...variables: Value[]): Value => {
        by.forEach((x, i) => {
          taped.set(x.by, variables[i]);
        });
        const value = onTape(result);
        for (const [tensor, known] of taped)
          if (needed.has(valued(tensor)) && !values.has(valued(tensor))) {
            values.set(valued(tensor), tf.keep(known));
            kept.push(known);
          }
        return tf.clone(value);
      };
      for (const x of asked) if (!passed.has(x.by)) values.set(leaves.get(x)!, tf.zeros(x.shape as number[]));
      if (by.length > 0) {
        const { grads } = tf.valueAndGrads(forward)(by.map(x => tf.clone(values.get(valued(x.by))!)));
        by.forEach((x, i) => {
          values.set(leaves.get(x)!, grads[i]);
        });
      }
      return values.get(leaf)!;
    };

    return mapRecord(graph.outputs, tensor => evaluated(valued(tensor)));
  };
};
