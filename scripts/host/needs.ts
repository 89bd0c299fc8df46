import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { askCommand } from '../command';

/** One thing that the machine must have, and the Debian package that brings it, where one does. */
interface Need {
  readonly name: string;
  readonly debian?: string;
  readonly isThere: () => boolean | Promise<boolean>;
}

const answers = (program: string) => async () => (await askCommand(program, ['--version'])).code === 0;

/** The folder that holds `include/node` of the running Node, for node-gyp; undefined where there are no headers. */
export function nodeHeaders(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const beside = dirname(dirname(realpathSync(process.execPath)));
  const candidates = [env.npm_config_nodedir, beside, '/usr', '/usr/local'];
  return candidates.find((folder) => folder && existsSync(join(folder, 'include/node/node_api.h')));
}

async function hasKerberosHeaders(): Promise<boolean> {
  if (process.platform !== 'linux' || existsSync('/usr/include/gssapi/gssapi.h')) return true;
  const tried = await askCommand('g++', ['-E', '-x', 'c++', '-'], '#include <gssapi/gssapi.h>\n');
  return tried.code === 0;
}

const buildNeeds: readonly Need[] = [
  { name: 'g++', debian: 'g++', isThere: answers('g++') },
  { name: 'make', debian: 'make', isThere: answers('make') },
  { name: 'python3', debian: 'python3', isThere: answers('python3') },
  { name: 'the Kerberos headers', debian: 'libkrb5-dev', isThere: hasKerberosHeaders },
  {
    name: "Node's headers (the folder include/node of Node's own packages and images; npm_config_nodedir may name its parent)",
    isThere: () => nodeHeaders() !== undefined,
  },
];

/** One line that names what building the embedded editor still needs and how to get it; undefined where nothing is missing. */
export async function missingForInstall(): Promise<string | undefined> {
  const missing: Need[] = [];
  for (const need of buildNeeds) if (!(await need.isThere())) missing.push(need);
  if (missing.length === 0) return undefined;
  const names = missing.map((need) => need.name).join(', ');
  const packages = missing.flatMap((need) => need.debian ?? []).join(' ');
  const debian = packages === '' ? '' : ` On Debian: apt-get update && apt-get install -y ${packages}`;
  return `The embedded editor needs ${names}.${debian}`;
}

/** The Chromium or Chrome that shows the embedded editor to tests and pictures: CHROME_PATH, or Debian's; undefined where there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env.CHROME_PATH;
  if (named) return existsSync(named) ? named : undefined;
  const usual = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
  return usual.find((path) => existsSync(path));
}

/** What to say where `findChromium` finds none. */
export const chromiumMissing =
  'The embedded editor is shown in Chromium, and none was found. On Debian: apt-get install -y chromium. Elsewhere set CHROME_PATH to a Chromium or Chrome.';
