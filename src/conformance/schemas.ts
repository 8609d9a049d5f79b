/** The JSON Schemas of calls, of their results and of test vectors, from the one table of operations; spec/protocol holds what this prints. */
import { isList, type Kind, SIGNATURES } from './operations.ts';

type Schema = Readonly<Record<string, unknown>>;

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

const schemaOf = (kind: Kind): Schema => {
  if (kind === 'flag') return { type: 'boolean' };
  if (kind === 'handle') return schemaOf('number');
  if (typeof kind === 'string') return { $ref: `values.schema.json#/$defs/${kind}` };
  return isList(kind) ? { type: 'array', items: schemaOf(kind[0]) } : recordOf(kind);
};

const recordOf = (fields: Readonly<Record<string, Kind>>): Schema => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, schemaOf(kind)])),
  required: Object.keys(fields),
  additionalProperties: false,
});

/** What is sent to have an operation carried out. */
export const callSchema = (): Schema => ({
  $schema: DRAFT,
  $id: 'call.schema.json',
  title: 'call: one operation',
  description: 'seq is opaque and comes back with the answer.',
  $defs: { operation: { enum: Object.keys(SIGNATURES) } },
  oneOf: Object.entries(SIGNATURES).map(([operation, { takes }]) => ({
    type: 'object',
    properties: {
      cmd: { const: 'call' },
      seq: { type: 'integer', minimum: 0 },
      operation: { const: operation },
      arguments: recordOf(takes),
    },
    required: ['cmd', 'seq', 'operation', 'arguments'],
    additionalProperties: false,
  })),
});

/** What each operation gives back. */
export const resultsSchema = (): Schema => ({
  $schema: DRAFT,
  $id: 'results.schema.json',
  title: 'What every operation returns',
  $defs: Object.fromEntries(Object.entries(SIGNATURES).map(([operation, { gives }]) => [operation, schemaOf(gives)])),
});

const text: Schema = { type: 'string', minLength: 1 };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const strict = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const vectorSchema = (takes: Readonly<Record<string, Kind>>, result: Schema): Schema =>
  strict({
    id: { type: 'integer', minimum: 1 },
    comment: text,
    flags: listOf(text),
    arguments: recordOf(takes),
    expected: { ...listOf(strict({ convention: text, lower: result, upper: result })), minItems: 1 },
    tolerance: strict({ double: { type: 'number', minimum: 0 }, single: { type: 'number', minimum: 0 } }),
    refuted: listOf(strict({ flag: text, value: result })),
  });

/** A file of test/vectors. */
export const vectorsSchema = (): Schema => ({
  $schema: DRAFT,
  $id: 'vectors.schema.json',
  title: 'Test vectors of one operation',
  description: 'What the fields mean: docs/vectors.md.',
  $defs: {
    note: strict({ bugType: text, description: text, effect: text, links: listOf(text) }),
  },
  oneOf: Object.entries(SIGNATURES).map(([operation, { takes }]) => {
    const tests = listOf(vectorSchema(takes, { $ref: `results.schema.json#/$defs/${operation}` }));
    return strict({
      format: { const: 1 },
      operation: { const: operation },
      statement: text,
      seed: { type: 'integer' },
      numberOfTests: { type: 'integer', minimum: 1 },
      conventions: { type: 'object', additionalProperties: text },
      notes: { type: 'object', additionalProperties: { $ref: '#/$defs/note' } },
      groups: listOf(strict({ name: text, comment: text, tests })),
    });
  }),
});
