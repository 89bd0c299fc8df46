import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: every script works from here, whatever the current directory is. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** A path inside the checkout. */
export const inRoot = (...parts: readonly string[]): string => resolve(root, ...parts);
