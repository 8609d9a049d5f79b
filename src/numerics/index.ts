export * from './directed.ts';
export * from './error-free.ts';
export * from './exp.ts';
export * from './log.ts';
export * from './log-sum-exp.ts';
export * from './magnitude.ts';
export * from './tagged.ts';
export * from './ulp.ts';
