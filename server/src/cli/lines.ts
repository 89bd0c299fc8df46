/** The lines of a UTF-8 stream, split at LF alone (JSON text may hold other line separators), without a byte order mark. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest: string[] = [];
  for await (const chunk of chunks) {
    const pieces = decoder.decode(chunk, { stream: true }).split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      yield withoutReturn([...rest, piece].join(''));
      rest = [];
    }
    if (last !== '') rest.push(last);
  }
  const end = [...rest, decoder.decode()].join('');
  if (end !== '') yield withoutReturn(end);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
