import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

/** The connection that the arguments name; undefined where they name none that can be had. */
export function nodeConnection(args: readonly string[]): MessageConnection | undefined {
  if (args.includes('--stdio'))
    return createMessageConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  if (args.includes('--node-ipc') && process.send !== undefined)
    return createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  return undefined;
}
