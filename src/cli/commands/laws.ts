import { theorems } from '../../theorems/index.ts';
import { type Command, EXIT, print, printJson } from '../command.ts';
import { lineWidth, wrap } from '../prose.ts';

export const lawsCommand: Command = {
  summary: 'list the laws that any implementation can be held to',
  help: `soft-bellman laws

Prints id, status and title of every law. The status is proved (in Coq, and tested), checked (tested alone) or
literature (taken over as published).

  --json          print a list of {id, title, status, property, source, hypotheses, refutes, related, definitions, coq}

Example:
  soft-bellman laws | grep policy`,
  options: { json: { type: 'boolean' } },
  positionals: [0, 0],
  run: (_, { json }) => {
    const all = theorems();
    const widest = (key: 'id' | 'status'): number => Math.max(...all.map(t => t[key].length));
    const [ids, statuses] = [widest('id'), widest('status')];
    const width = process.stdout.isTTY ? lineWidth() : Number.POSITIVE_INFINITY;
    if (json) printJson(all.map(({ statement, why, trap, byHand, ...header }) => header));
    else
      for (const { id, status, title } of all) {
        const row = `${id.padEnd(ids)}  ${status.padEnd(statuses)}  `;
        print(wrap(title, width, row, ' '.repeat(row.length)));
      }
    return EXIT.holds;
  },
};
