import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The npm package that contains a whole VS Code server and web workbench: 4.139.1 is VS Code 1.139.1. */
export const codeServerVersion = '4.139.1';

/** The Node that code-server asks for. The npm package `node` ships the binary, so the project itself can stay on Node 20. */
export const nodeVersion = '24.21.0';

/** Where the embedded editor is, or will be. */
export interface HostPlace {
  /** The folder of this version on this platform; it exists only once it is complete. */
  readonly folder: string;
  /** The Node 24 that runs the server. */
  readonly node: string;
  /** VS Code's server program. */
  readonly server: string;
}

/** The cache folder of the project, outside the checkout: XDG_CACHE_HOME or ~/.cache, then `writ`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env.XDG_CACHE_HOME;
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), '.cache'), 'writ');
}

/** The places inside a folder that holds, or is to hold, an installed editor. */
export function placeIn(folder: string): HostPlace {
  return {
    folder,
    node: join(folder, 'runtime/node_modules/node/bin/node'),
    server: join(folder, 'editor/node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/** The embedded editor of this version on this platform. A new version has a new folder, so a cache never goes stale. */
export function hostPlace(env: NodeJS.ProcessEnv = process.env): HostPlace {
  const name = `editor-${codeServerVersion}-node-${nodeVersion}-${process.platform}-${process.arch}`;
  return placeIn(join(cacheFolder(env), name));
}
