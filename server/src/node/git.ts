import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HeadAnswer } from '../../../shared/comparison';

/** What git answers, or why it cannot: a sentence for people. */
export type GitAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: GitProblem; readonly message: string };

export type GitProblem = 'noGit' | 'noRepository' | 'noRevision' | 'notThere' | 'failed';

/** A commit of the repository that holds a folder. */
export interface Revision {
  /** As the user wrote it. */
  readonly name: string;
  readonly commit: string;
  /** The folder in which git is asked. */
  readonly folder: string;
  /** The repository's top folder, absolute, with `/`. */
  readonly top: string;
}

/** More than any policy file; git's output is cut off there. */
const MAX_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 20_000;

/**
 * git only reads here: no network (a partial clone would fetch what is missing), no prompt, no lock, and nothing that the
 * repository's configuration names is started.
 */
const ENVIRONMENT = {
  GIT_ALLOW_PROTOCOL: '',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  LC_ALL: 'C',
};
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];

/** Finds the commit that a revision names: `HEAD`, a branch, a tag, a hash. */
export async function findRevision(name: string, folder: string): Promise<GitAnswer<Revision>> {
  const top = await git(['rev-parse', '--show-toplevel'], folder);
  if (!top.ok) return top;
  // What begins with a dash would be an option.
  const found = name.startsWith('-')
    ? undefined
    : await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], folder);
  if (found === undefined || !found.ok)
    return {
      ok: false,
      reason: 'noRevision',
      message: `there is no revision "${name}" in the git repository ${top.value.trim()}`,
    };
  return { ok: true, value: { name, commit: found.value.trim(), folder, top: top.value.trim() } };
}

/** The text of a file (a path from the repository's top, with `/`) in a revision, without byte order mark. */
export async function textAt({ commit, folder, name }: Revision, path: string): Promise<GitAnswer<string>> {
  const shown = await git(['cat-file', 'blob', `${commit}:${path}`], folder);
  if (!shown.ok) return { ok: false, reason: 'notThere', message: `${path} is not in ${name}` };
  return { ok: true, value: shown.value.charCodeAt(0) === 0xfeff ? shown.value.slice(1) : shown.value };
}

/** All files of a revision, or those below a path from the top. */
export async function filesAt({ commit, top }: Revision): Promise<GitAnswer<readonly string[]>> {
  const listed = await git(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit], top);
  return listed.ok ? { ok: true, value: entriesOf(listed.value) } : listed;
}

/** How a file differs between a revision and the working tree. Paths count from the top. */
export interface ChangedFile {
  readonly old: string | undefined;
  readonly new: string | undefined;
}

/** Files that git tracks and that differ from the revision; a renamed one has both its names. */
export async function changedSince({ commit, top }: Revision): Promise<GitAnswer<readonly ChangedFile[]>> {
  const words = [
    'diff',
    '--name-status',
    '-z',
    '-M',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules',
    commit,
    '--',
  ];
  const listed = await git(words, top);
  if (!listed.ok) return listed;
  const fields = entriesOf(listed.value);
  const changed: ChangedFile[] = [];
  for (let at = 0; at < fields.length; ) {
    const status = fields[at] ?? '';
    const [first, second] = [fields[at + 1], fields[at + 2]];
    const hasTwo = status.startsWith('R') || status.startsWith('C');
    if (hasTwo) changed.push({ old: first, new: second });
    else changed.push({ old: status === 'A' ? undefined : first, new: status === 'D' ? undefined : first });
    at += hasTwo ? 3 : 2;
  }
  return { ok: true, value: changed };
}

/** The version of a file (a URI) in HEAD; one that was renamed since, as git sees it, under its old name. */
export async function headText(uri: string): Promise<HeadAnswer> {
  if (!uri.startsWith('file:')) return { ok: false, message: 'the file is not on this machine' };
  const path = fileURLToPath(uri);
  const head = await findRevision('HEAD', dirname(path));
  if (!head.ok) return { ok: false, message: head.reason === 'noRevision' ? 'there is no commit yet' : head.message };
  const own = await git(['ls-files', '-z', '--full-name', '--cached', '--others', '--', path], head.value.folder);
  const [name] = own.ok ? entriesOf(own.value) : [];
  if (name === undefined) return { ok: false, message: 'git does not know the file' };
  const text = await textAt(head.value, name);
  if (text.ok) return { ok: true, text: text.value, renamedFrom: null };
  const changed = await changedSince(head.value);
  const before = changed.ok ? changed.value.find((each) => each.new === name)?.old : undefined;
  const old = before === undefined ? text : await textAt(head.value, before);
  return old.ok
    ? { ok: true, text: old.value, renamedFrom: before ?? null }
    : { ok: false, message: 'the file is not in the last commit' };
}

function entriesOf(output: string): readonly string[] {
  return output.split('\0').filter((entry) => entry !== '');
}

/** Runs git without a shell. */
function git(words: readonly string[], folder: string): Promise<GitAnswer<string>> {
  const options = {
    cwd: folder,
    env: { ...process.env, ...ENVIRONMENT },
    maxBuffer: MAX_BYTES,
    timeout: TIMEOUT_MS,
    windowsHide: true,
  };
  return new Promise((resolve) => {
    execFile('git', [...SAFE, ...words], options, (error, stdout, stderr) => {
      resolve(error === null ? { ok: true, value: stdout } : problemOf(error, stderr, folder));
    });
  });
}

function problemOf(error: Error & { readonly code?: unknown }, stderr: string, folder: string): GitAnswer<never> {
  if (error.code === 'ENOENT')
    return {
      ok: false,
      reason: 'noGit',
      message: 'git cannot be started: it is not installed, or the folder does not exist',
    };
  if (/not a git repository/i.test(stderr))
    return { ok: false, reason: 'noRepository', message: `there is no git repository at ${folder}` };
  const words = stderr.trim().split('\n')[0];
  return {
    ok: false,
    reason: 'failed',
    message: `git failed: ${words === '' || words === undefined ? error.message : words}`,
  };
}
