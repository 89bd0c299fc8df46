/**
 * npm runs this after `npm ci`, and as the only script where the repository itself is installed (`npm install -g git+…`, which is what
 * pre-commit does). Such an install has no development packages: npm hands its "global" on to the install that should bring them. So
 * this is plain JavaScript, and brings them itself. Where there is a build, nothing is done.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const npm = process.env.npm_execpath;

if (!existsSync(`${root}dist/cli.js`)) {
  if (!existsSync(`${root}node_modules/tsx`)) run(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  run(['run', 'build', '--', '--minify']);
}

/** @param {readonly string[]} words */
function run(words) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(global|location)$/i.test(name)),
  );
  const [command, ...args] = npm === undefined ? ['npm', ...words] : [process.execPath, npm, ...words];
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
