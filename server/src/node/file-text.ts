/**
 * The text of a file. It is UTF-8, unless it begins with the byte order mark of UTF-16, in which Windows PowerShell writes what a command
 * prints (`aws … > policy.json`). The mark itself is no part of the text.
 */
export function fileText(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff) return swapped(bytes.subarray(2)).toString('utf16le');
  return bytes.toString('utf8', first === 0xef && second === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
}
