import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder } from '../../../server/src/node/code-cache';

test.each([
  ['linux', {}, join(homedir(), '.cache', 'writ', 'code')],
  ['linux', { XDG_CACHE_HOME: '/c' }, join('/c', 'writ', 'code')],
  ['darwin', { XDG_CACHE_HOME: '/c' }, join(homedir(), 'Library', 'Caches', 'writ', 'code')],
  ['win32', { LOCALAPPDATA: '/local' }, join('/local', 'writ', 'code')],
  ['win32', {}, undefined],
  ['linux', { NODE_COMPILE_CACHE: '/n' }, join('/n', 'writ')],
  ['linux', { NODE_COMPILE_CACHE: '/n', NODE_DISABLE_COMPILE_CACHE: '1' }, undefined],
] as const)('on %s with %j the compiled code is kept in %s', (platform, environment, folder) => {
  expect(cacheFolder(environment, platform)).toBe(folder);
});
