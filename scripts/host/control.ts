import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Driver } from './driver';

/** The variable that tells the test file where the control address is. */
export const controlVariable = 'WRIT_EDITOR_CONTROL';

/** A control address that is open, and how to close it. */
export interface Control {
  readonly url: string;
  readonly close: () => void;
}

/**
 * Lets the test file in the extension host act on the editor's window: POST <url>/<verb of Driver> with the verb's
 * arguments as JSON answers `{ "value": … }`, or status 500 and `{ "error": "…" }`. It listens on localhost only, behind a
 * path nobody can guess.
 */
export async function openControl(driver: Driver): Promise<Control> {
  const secret = randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    answer(driver, secret, request).then(
      (value) => send(200, { value: value ?? null }),
      (error: unknown) => send(500, { error: error instanceof Error ? error.message : String(error) }),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/${secret}`, close: () => server.close() };
}

async function answer(driver: Driver, secret: string, request: IncomingMessage): Promise<unknown> {
  const [, given, verb = ''] = (request.url ?? '').split('/');
  if (request.method !== 'POST' || given !== secret) throw new Error('Not here.');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const act = Object.entries(driver).find(([name]) => name === verb)?.[1] as
    | ((args: unknown) => Promise<unknown>)
    | undefined;
  if (act === undefined) throw new Error(`No verb "${verb}". There are: ${Object.keys(driver).join(', ')}.`);
  return act(JSON.parse(Buffer.concat(chunks).toString() || '{}'));
}
