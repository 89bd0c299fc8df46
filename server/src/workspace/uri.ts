/**
 * URIs as strings. Editors write the same file's URI in several ways (`file:///c%3A/x`, `file:///C:/x`); `normalUri` gives
 * one, by which everything here is looked up.
 */
export function normalUri(uri: string): string {
  const { head, path } = split(uri);
  const segments = path.split('/').map((segment) => encodeURIComponent(decoded(segment)));
  return head + segments.join('/').replace(/^\/([A-Za-z])%3A/, (_, drive: string) => `/${drive.toLowerCase()}%3A`);
}

/** The folder that holds a file or folder; the root is its own parent. */
export function parentUri(uri: string): string {
  const { head, path } = split(uri);
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? `${head}/` : head + path.slice(0, cut);
}

/** A relative path with `/`, `.` and `..` from a folder. Steps above the root are lost. */
export function joinUri(folder: string, relative: string): string {
  const { head, path } = split(folder);
  const steps = path.split('/').filter((step) => step !== '');
  for (const step of relative.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(encodeURIComponent(step));
  }
  return normalUri(`${head}/${steps.join('/')}`);
}

/** The decoded path from a folder to something in it; undefined outside the folder. */
export function relativePath(folder: string, uri: string): string | undefined {
  const base = `${withoutSlash(normalUri(folder))}/`;
  const full = normalUri(uri);
  return full.startsWith(base) ? decodedPath(full.slice(base.length)) : undefined;
}

/** The path in the innermost workspace folder; the bare name outside of all. */
export function workspacePath(uri: string, folders: readonly string[]): string {
  const paths = folders.flatMap((folder) => relativePath(folder, uri) ?? []);
  return paths.reduce((best, path) => (path.length < best.length ? path : best), paths[0] ?? fileName(uri));
}

/** The last part of the path, decoded. */
export function fileName(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf('/') + 1));
}

/** The path of a URI for people and patterns: decoded, with `/`. */
export function pathOf(uri: string): string {
  return decodedPath(split(uri).path);
}

function split(uri: string): { readonly head: string; readonly path: string } {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*:)(\/\/[^/?#]*)?([^?#]*)/.exec(uri);
  if (match === null) return { head: '', path: uri };
  return { head: `${match[1]}${match[2] ?? ''}`, path: match[3] ?? '' };
}

function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}

function decodedPath(path: string): string {
  return path.split('/').map(decoded).join('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone percent sign is no escape.
    return segment;
  }
}
