// Writes SoftBellman/Definitions.v: the formulas of src/definitions as Coq.
import { writeFileSync } from 'node:fs';
import { coqFile } from '../../dist/src/interpretations/symbolic/coq-file.js';

writeFileSync(new URL('SoftBellman/Definitions.v', import.meta.url), coqFile());
