/** A validator for the schemas of spec/protocol, no larger than they need. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const folder = join(root, 'spec/protocol');

export type Schema = Readonly<Record<string, unknown>>;

/** The schemas of spec/protocol by the names of their files. */
export const schemas: ReadonlyMap<string, Schema> = new Map<string, Schema>(
  readdirSync(folder).map(file => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
);

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;

/** Whether a value satisfies a schema that stands in `file`, for the keywords that spec/protocol uses; others are refused. */
export const satisfies = (value: unknown, schema: Schema, file: string): boolean =>
  Object.entries(schema).every(([keyword, operand]) => {
    const each = (sub: unknown, x: unknown): boolean => satisfies(x, sub as Schema, file);
    const isObject = typeOf(value) === 'object';
    const fields = isObject ? (value as Readonly<Record<string, unknown>>) : {};
    const list = Array.isArray(value) ? value : [];
    switch (keyword) {
      case '$schema':
      case '$id':
      case '$defs':
      case 'title':
      case 'description':
        return true;
      case '$ref': {
        const [target, pointer] = String(operand).split('#');
        const whole = schemas.get(target || file)!;
        const sub = pointer
          .split('/')
          .slice(1)
          .reduce((s, key) => s[key] as Schema, whole);
        return satisfies(value, sub, target || file);
      }
      case 'type':
        return operand === typeOf(value) || (operand === 'number' && typeof value === 'number');
      case 'const':
        return operand === value;
      case 'enum':
        return (operand as readonly unknown[]).includes(value);
      case 'oneOf':
        return (operand as readonly Schema[]).filter(sub => each(sub, value)).length === 1;
      case 'required':
        return !isObject || (operand as readonly string[]).every(name => Object.hasOwn(fields, name));
      case 'properties':
        return Object.entries(operand as Schema).every(
          ([name, sub]) => !Object.hasOwn(fields, name) || each(sub, fields[name]),
        );
      case 'additionalProperties':
        return Object.keys(fields).every(
          name => Object.hasOwn(schema.properties ?? {}, name) || (operand !== false && each(operand, fields[name])),
        );
      case 'items':
        return list.every(x => each(operand, x));
      case 'prefixItems':
        return list.every((x, i) => each((operand as readonly Schema[])[i] ?? {}, x));
      case 'minItems':
        return list.length >= Number(operand);
      case 'maxItems':
        return list.length <= Number(operand);
      case 'minimum':
        return typeof value !== 'number' || value >= Number(operand);
      case 'maximum':
        return typeof value !== 'number' || value <= Number(operand);
      case 'minLength':
        return typeof value !== 'string' || value.length >= Number(operand);
      case 'maxLength':
        return typeof value !== 'string' || value.length <= Number(operand);
      default:
        throw new RangeError(`the keyword ${keyword} is unknown here`);
    }
  });

/** Whether a value satisfies the schema of a file. */
export const valid = (value: unknown, file: string): boolean => satisfies(value, schemas.get(file)!, file);
