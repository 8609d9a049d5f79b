/** Prints the schemas of calls, results and test vectors from the table of operations into spec/protocol. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { callSchema, resultsSchema, vectorsSchema } from '../dist/src/conformance/schemas.js';

for (const schema of [callSchema(), resultsSchema(), vectorsSchema()])
  writeFileSync(new URL(`../spec/protocol/${schema.$id}`, import.meta.url), JSON.stringify(schema));
process.exit(spawnSync('npx', ['biome', 'format', '--write', 'spec/protocol'], { stdio: 'inherit' }).status ?? 1);
