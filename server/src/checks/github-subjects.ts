/**
 * Subject claims of GitHub Actions (GitHub Docs, "OpenID Connect reference", read on 2026-11-25). `repo:OWNER/REPO:CONTEXT`,
 * where the context is `ref:refs/heads/main`, `environment:prod` or `pull_request`; repositories made or renamed after 2026-07-15
 * have numbers behind the names, `repo:OWNER@1/REPO@2:…`. An organization can put other claims together instead; a colon
 * within a value is `%3A`.
 */

/** What a pattern for the subject leaves open: any organization, any repository of one, or the branch, tag or event. */
export type Openness = 'organization' | 'repository' | 'context';

/** Undefined for a pattern without wildcards, and for a subject that an organization has made up of other claims. */
export function opennessOf(pattern: string): Openness | undefined {
  const wildcard = firstWildcard(pattern);
  if (wildcard === pattern.length) return undefined;
  if (wildcard <= 'repo:'.length) return 'repo:'.startsWith(pattern.slice(0, wildcard)) ? 'organization' : undefined;
  if (!pattern.startsWith('repo:')) return undefined;
  const slash = pattern.indexOf('/');
  const owner = pattern.slice('repo:'.length, slash < 0 ? wildcard : Math.min(slash, wildcard));
  if (slash < 0 || wildcard < slash) return owner.indexOf('@') > 0 ? openAfterOwner(pattern) : 'organization';
  return openAfterOwner(pattern);
}

/** The names before `@` say who it is; the numbers behind it only that it is still the same. */
function openAfterOwner(pattern: string): Openness {
  const slash = pattern.indexOf('/');
  if (slash < 0) return 'repository';
  const name = /^[^:@*?]*/.exec(pattern.slice(slash + 1))?.[0] ?? '';
  const next = pattern.charAt(slash + 1 + name.length);
  return next === ':' || next === '@' ? 'context' : 'repository';
}

/** A subject that no token carries (`impossible`), or only one that an organization has made up (`custom`). */
export interface SubjectProblem {
  readonly kind: 'impossible' | 'custom';
  /** What it may have been meant as. */
  readonly suggestion: string | undefined;
}

/** Reads what stands before the first wildcard. Undefined for a subject that GitHub makes by itself. */
export function subjectProblem(pattern: string): SubjectProblem | undefined {
  const wildcard = firstWildcard(pattern);
  const isWhole = wildcard === pattern.length;
  const known = pattern.slice(0, wildcard);
  const colon = known.indexOf(':');
  const head = colon < 0 ? known : known.slice(0, colon);
  if (/[^a-z_]/.test(head) || (colon < 0 && isWhole)) return { kind: 'impossible', suggestion: asSubject(pattern) };
  if (colon < 0) return undefined;
  if (head !== 'repo') return { kind: isClaim(head) ? 'custom' : 'impossible', suggestion: asSubject(pattern) };
  return repositoryProblem(known.slice(colon + 1), isWhole);
}

function repositoryProblem(rest: string, isWhole: boolean): SubjectProblem | undefined {
  const colon = rest.indexOf(':');
  const repository = colon < 0 ? rest : rest.slice(0, colon);
  const isNamed = /^[^/]+\/[^/]+$/.test(repository);
  if ((colon >= 0 || isWhole) && !isNamed) return { kind: 'impossible', suggestion: undefined };
  if (colon < 0) {
    return isWhole ? { kind: 'custom', suggestion: `repo:${repository}:${MAIN}` } : undefined;
  }
  return contextProblem(repository, rest.slice(colon + 1), isWhole);
}

const MAIN = 'ref:refs/heads/main';

function contextProblem(repository: string, context: string, isWhole: boolean): SubjectProblem | undefined {
  const colon = context.indexOf(':');
  const word = colon < 0 ? context : context.slice(0, colon);
  const isOpen = colon < 0 && !isWhole;
  const named = `repo:${repository}:`;
  if (/^refs\/(heads|tags)\//.test(context)) return { kind: 'impossible', suggestion: `${named}ref:${context}` };
  if (isOpen) return [...CONTEXTS, ...CLAIMS].some((each) => each.startsWith(word)) ? undefined : IMPOSSIBLE;
  if (word === 'pull_request') return undefined;
  if (!CONTEXTS.has(word)) return { kind: isClaim(word) && colon > 0 ? 'custom' : 'impossible', suggestion: undefined };
  const value = context.slice(colon + 1);
  if (colon < 0) return IMPOSSIBLE;
  const isRef =
    word !== 'ref' || (isWhole ? value.startsWith('refs/') : 'refs/'.startsWith(value) || value.startsWith('refs/'));
  if (isRef) return undefined;
  return {
    kind: 'impossible',
    suggestion: isWhole ? `${named}ref:refs/heads/${value.replace(/^heads\//, '')}` : undefined,
  };
}

const IMPOSSIBLE: SubjectProblem = { kind: 'impossible', suggestion: undefined };

/** What follows the repository in a subject that GitHub makes by itself. */
const CONTEXTS: ReadonlySet<string> = new Set(['environment', 'pull_request', 'ref']);

/** Claims that an organization can make a subject of. */
const CLAIMS: ReadonlySet<string> = new Set([
  'actor',
  'actor_id',
  'base_ref',
  'check_run_id',
  'context',
  'enterprise',
  'enterprise_id',
  'environment',
  'event_name',
  'head_ref',
  'job_workflow_ref',
  'job_workflow_sha',
  'ref',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'repository_visibility',
  'run_attempt',
  'run_id',
  'run_number',
  'runner_environment',
  'workflow',
  'workflow_ref',
  'workflow_sha',
]);

/** Also a property of the repository that the organization has made a claim of. */
function isClaim(word: string): boolean {
  return CLAIMS.has(word) || word.startsWith('repo_property_');
}

/** `octo/app`, `https://github.com/octo/app` → its branch main. */
function asSubject(text: string): string | undefined {
  const match = /^(?:(?:https?:\/\/)?(?:www\.)?github\.com\/)?([\w.-]+\/[\w.-]+?)(?:\.git)?$/i.exec(text);
  return match === null ? undefined : `repo:${match[1] ?? ''}:${MAIN}`;
}

function firstWildcard(pattern: string): number {
  const at = pattern.search(/[*?]/);
  return at < 0 ? pattern.length : at;
}
