/** What training cannot start or go on with: a batch, settings or a checkpoint. The message is one line. */
export class TrainingError extends Error {
  override readonly name: string = 'TrainingError';
}
