/** An engine that was asked for and is not there: one line. */
export class EngineError extends Error {
  override readonly name: string = 'EngineError';
}
