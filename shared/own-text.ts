/**
 * A copy of a text that shares no memory with the text that it was cut from. V8 keeps the whole of a document alive for a short piece of it:
 * what is remembered beyond a document's version has to be such a copy, or a session holds a version for each key stroke.
 */
export function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
