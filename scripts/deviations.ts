/** Prints what presets do otherwise than the definitions say into docs/deviations.md. */
import { writeFileSync } from 'node:fs';
import { deviationsPage } from '../src/sac/deviations.ts';

writeFileSync('docs/deviations.md', deviationsPage());
