/** Prints the test vectors into test/vectors. */
import { writeFileSync } from 'node:fs';
import { print, vectorFiles } from '../test/vectors/source/files.ts';

const files = vectorFiles();
for (const file of files) writeFileSync(`test/vectors/${file.operation}.json`, print(file));
console.log(`${files.reduce((total, file) => total + file.numberOfTests, 0)} vectors in ${files.length} files`);
