/** The JSON Schemas of calls and of their results, from the one table of operations; spec/protocol holds what this prints. */
import { isList, type Kind, SIGNATURES } from './operations.ts';

type Schema = Readonly<Record<string, unknown>>;

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

const schemaOf = (kind: Kind): Schema => {
  if (kind === 'flag') return { type: 'boolean' };
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
