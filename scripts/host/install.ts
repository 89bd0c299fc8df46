import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { runCommand } from '../command';
import { missingForInstall, nodeHeaders } from './needs';
import { codeServerVersion, type HostPlace, hostPlace, nodeVersion, placeIn } from './place';

/** What the first use fetches, in words and figures measured on Linux x64. */
const announcement = (folder: string) =>
  `The embedded editor is not in the cache yet. Fetching code-server ${codeServerVersion} (VS Code for the browser) and Node ${nodeVersion}
from the npm registry into ${folder}
(once; about 250 MB to fetch, 800 MB on disk, about 3 minutes).`;

/**
 * The embedded editor, installed on first use. Fails with a message for people that says what to install.
 * It is built in a folder of its own and then renamed, so that a broken installation is never found by the next run.
 */
export async function ensureHost(): Promise<HostPlace> {
  const place = hostPlace();
  if (existsSync(place.folder)) return place;
  const missing = await missingForInstall();
  if (missing !== undefined) throw new Error(missing);
  console.log(announcement(place.folder));
  await mkdir(dirname(place.folder), { recursive: true });
  const building = await mkdtemp(`${place.folder}.building-`);
  try {
    await installInto(building);
    await moveInPlace(building, place.folder);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  console.log('The embedded editor is installed.');
  return place;
}

/** Two folders, because an installation of one package may drop what the install script of the other fetched. */
async function installInto(folder: string): Promise<void> {
  const place = placeIn(folder);
  const runtime = await packageFolder(join(folder, 'runtime'), ['node']);
  await npmInstall(runtime, `node@${nodeVersion}`, process.env);
  const editor = await packageFolder(join(folder, 'editor'), ['code-server', 'argon2']);
  const path = [dirname(place.node), process.env.PATH].join(delimiter);
  await npmInstall(editor, `code-server@${codeServerVersion}`, { ...process.env, PATH: path });
  const version = await runCommand(place.node, [place.server, '--version']);
  if (version.code !== 0)
    throw new Error('The embedded editor was installed but does not start: see the output above.');
}

/** npm 10 runs install scripts anyway and ignores `allowScripts`; npm 11 asks for it. */
async function packageFolder(folder: string, scripts: readonly string[]): Promise<string> {
  const allowScripts = Object.fromEntries(scripts.map((name) => [name, true]));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, allowScripts }));
  return folder;
}

async function npmInstall(folder: string, what: string, env: NodeJS.ProcessEnv): Promise<void> {
  console.log(`npm install ${what}`);
  const args = ['install', what, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const ended = await runCommand('npm', args, {
    cwd: folder,
    env: installEnv(env),
    shell: process.platform === 'win32',
  });
  if (ended.code !== 0)
    throw new Error(`npm install ${what} failed with exit code ${ended.code}: see the output above.`);
}

/**
 * What an npm that runs us says about itself and our package: its Node (code-server's install script believes it), its
 * folders. What the user configured (registry, proxies, certificates) is kept.
 */
const outerNpm = /^INIT_CWD$|^npm_(?!config_)|^npm_config_(user_agent|(local_|global_)?prefix|node_gyp|npm_version)$/i;

/** The environment of an installation of its own, with the place of Node's headers, so that node-gyp need not fetch them. */
function installEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !outerNpm.test(name)));
  const headers = nodeHeaders(env);
  return headers === undefined ? kept : { ...kept, npm_config_nodedir: headers };
}

/** Another run may have finished first: its installation is as good as ours. */
async function moveInPlace(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
