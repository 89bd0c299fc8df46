import type { CancellationToken } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from './protocol';

/** One line of the log for a failure of ours. */
export type Log = (line: string) => void;

/**
 * Wraps a handler: a cancelled request is answered as LSP wants it, an error of ours becomes one log line and the empty answer.
 * A ResponseError is an answer and goes through.
 */
export function guardRequest<Params, Result>(
  method: string,
  handle: (params: Params, token: CancellationToken) => Promise<Result> | Result,
  empty: Result,
  log: Log,
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError> {
  return async (params, token) => {
    if (token.isCancellationRequested) return cancelled();
    try {
      const result = await handle(params, token);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      if (error instanceof ResponseError) return error;
      log(`${method}: ${errorWords(error)}`);
      return empty;
    }
  };
}

/** The same for what has no answer: notifications and timers. */
export function guardCall<Params extends readonly unknown[]>(
  name: string,
  run: (...params: Params) => Promise<void> | void,
  log: Log,
): (...params: Params) => void {
  return (...params) => {
    const failed = (error: unknown) => log(`${name}: ${errorWords(error)}`);
    try {
      Promise.resolve(run(...params)).catch(failed);
    } catch (error) {
      failed(error);
    }
  };
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}

function errorWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack?.split('\n').slice(0, 4).join(' ') ?? error.message;
}
