import fc from 'fast-check';
import { seed } from './laws/seed.ts';

fc.configureGlobal({ seed });
