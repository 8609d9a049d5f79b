import { ModelError } from '../../src/mdp/index.ts';

/** The message of the refusal that `action` ends in; anything else it ends in fails the test. */
export const refusalOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    throw error;
  }
  throw new Error('accepted, expected a refusal');
};
