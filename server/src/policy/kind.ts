import type { PolicyDocument, PolicyType, Statement } from './document';
import type { PolicySite } from './find';

/** A policy's type and what decided it; `detail` is the pattern, the entity, the property or the word. */
export interface TypeDecision {
  readonly type: PolicyType;
  readonly reason: 'setting' | 'model' | 'property' | 'path' | 'trustContent' | 'principal' | 'default';
  readonly detail: string | undefined;
}

/** What is known of a file from outside, strongest first. */
export interface TypeHints {
  /** From `writ.files.policyTypes`, `writ.config.json`, the command *Set Policy Type…* or `--type`. */
  readonly setting?: { readonly type: PolicyType; readonly pattern: string } | undefined;
  /** The uses that the identity model makes of this policy; a file may be used in two ways. */
  readonly uses?: readonly { readonly type: PolicyType; readonly by: string }[] | undefined;
  /** Path in the workspace with `/`, for words such as `scp`. */
  readonly path?: string | undefined;
}

/** Property names that say what the policy is for; compared without case. */
const TYPE_BY_PROPERTY: ReadonlyMap<string, PolicyType> = new Map([
  ['assumerolepolicydocument', 'trust'],
  ['assumerolepolicy', 'trust'],
  ['trustpolicy', 'trust'],
  ['bucketpolicy', 'resource'],
  ['keypolicy', 'resource'],
  ['queuepolicy', 'resource'],
  ['topicpolicy', 'resource'],
  ['resourcepolicy', 'resource'],
  ['repositorypolicytext', 'resource'],
  ['sessionpolicy', 'session'],
]);

/** Words in a path: `scps/deny.json`, `team-boundary.json`, `s3-endpoint.json`. */
const TYPE_BY_WORD: ReadonlyMap<string, PolicyType> = new Map([
  ['scp', 'scp'],
  ['scps', 'scp'],
  ['rcp', 'rcp'],
  ['rcps', 'rcp'],
  ['boundary', 'boundary'],
  ['boundaries', 'boundary'],
  ['vpce', 'vpce'],
  ['vpces', 'vpce'],
  ['endpoint', 'vpce'],
  ['endpoints', 'vpce'],
  ['session', 'session'],
  ['sessions', 'session'],
]);

const TYPES_WITH_PRINCIPAL: ReadonlySet<PolicyType> = new Set(['rcp', 'vpce']);

/** `endpoints/` is a folder of many projects; `rcp` and `vpce` mean nothing else. */
const EVERYDAY_WORDS: ReadonlySet<string> = new Set(['endpoint', 'endpoints']);

/** The types of a policy with their reasons: one, or several where a model uses the file in several ways. */
export function decideTypes(site: PolicySite, hints: TypeHints): readonly [TypeDecision, ...TypeDecision[]] {
  if (hints.setting !== undefined)
    return [{ type: hints.setting.type, reason: 'setting', detail: hints.setting.pattern }];
  const [first, ...rest] = distinctUses(hints.uses ?? []);
  if (first !== undefined) return [first, ...rest];
  return [byProperty(site) ?? byPath(site.document, hints.path) ?? byContent(site.document)];
}

function distinctUses(uses: NonNullable<TypeHints['uses']>): readonly TypeDecision[] {
  const decisions = new Map<PolicyType, TypeDecision>();
  for (const use of uses) {
    if (!decisions.has(use.type)) decisions.set(use.type, { type: use.type, reason: 'model', detail: use.by });
  }
  return [...decisions.values()];
}

function byProperty(site: PolicySite): TypeDecision | undefined {
  const type = TYPE_BY_PROPERTY.get(site.property?.toLowerCase() ?? '');
  return type && { type, reason: 'property', detail: site.property };
}

/**
 * A word counts only if the content does not speak against it: `session-store.json` with a Principal is a bucket policy, and
 * `endpoints/app.json` or `SelfManagedVpcePolicy.json` without one no endpoint policy. `rcps/deny.json` without one is an RCP that
 * lacks it.
 */
function byPath(document: PolicyDocument, path: string | undefined): TypeDecision | undefined {
  const hasPrincipal = document.statements.some((statement) => statement.principal !== undefined);
  const whole = new Set(separatedWords(path ?? ''));
  for (const word of wordsOf(path ?? '').reverse()) {
    const type = TYPE_BY_WORD.get(word);
    const isTelling = whole.has(word) && !EVERYDAY_WORDS.has(word);
    if (type !== undefined && fitsPrincipal(type, isTelling, hasPrincipal))
      return { type, reason: 'path', detail: word };
  }
  return undefined;
}

/** `isTelling`: the word stands for the type even where the content does not. */
function fitsPrincipal(type: PolicyType, isTelling: boolean, hasPrincipal: boolean): boolean {
  if (hasPrincipal) return TYPES_WITH_PRINCIPAL.has(type);
  return !TYPES_WITH_PRINCIPAL.has(type) || isTelling;
}

/** `SelfManagedVpcePolicy.json` → self, managed, vpce, policy, json. */
function wordsOf(path: string): string[] {
  return separatedWords(path.replace(/([a-z0-9])([A-Z])/g, '$1 $2'));
}

/** `SelfManagedVpcePolicy.json` → selfmanagedvpcepolicy, json. */
function separatedWords(path: string): string[] {
  return path
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function byContent(document: PolicyDocument): TypeDecision {
  const { statements } = document;
  if (!statements.some((statement) => statement.principal !== undefined)) {
    return { type: 'identity', reason: 'default', detail: undefined };
  }
  return isTrust(statements)
    ? { type: 'trust', reason: 'trustContent', detail: undefined }
    : { type: 'resource', reason: 'principal', detail: undefined };
}

/** Only sts actions, at least one, and no resource. A statement that is not typed yet says nothing. */
function isTrust(statements: readonly Statement[]): boolean {
  const actions = statements.flatMap(({ action }) => (action === undefined ? [] : [action]));
  const entries = actions.flatMap((action) => action.entries);
  return (
    entries.length > 0 &&
    entries.every((entry) => /^sts:/i.test(entry.text)) &&
    !actions.some((action) => action.isNegated) &&
    !statements.some(({ resource }) => resource !== undefined)
  );
}
