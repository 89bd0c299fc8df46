import type { AccessChange, ComparisonBase, ComparisonReason, PolicyChange } from '../../../../shared/comparison';
import type { Statement } from '../../policy/document';
import type { UnknownReason } from '../../semantics/assignments';

/** What an edit changes, in a few fixed words for a lens: `New access: s3 write on 3 patterns`. */
export function changeWords(change: PolicyChange): string {
  const { gained, lost } = change;
  const real = gained.filter(({ onlyOnPaper }) => !onlyOnPaper);
  const isLess = lost.some(({ onlyOnPaper }) => !onlyOnPaper);
  if (real.length > 0) return isLess ? 'New and less access' : `New access: ${accessWords(real)}`;
  const reason = reasonFor(change);
  if (reason !== undefined) return `Cannot tell: ${reason}`;
  if (isLess) return 'Less access';
  return gained.length > 0 ? `Only on paper: ${accessWords(gained)}` : 'No new access (proved)';
}

export function baseWords(base: ComparisonBase): string {
  return base === 'saved' ? 'compared with saved file' : 'compared with HEAD';
}

/** While nothing is known yet. */
export const CHECKING = 'checking…';

const SHORT_REASONS: { readonly [Code in ComparisonReason['code']]: string } = {
  syntax: 'the other version is no valid JSON',
  refused: 'AWS would refuse a part of it',
  variable: 'it depends on the value of a policy variable',
  mixedTypes: 'a condition key is compared as two types',
  badPattern: 'a resource is no complete ARN',
  budget: 'the policy takes too long to compare',
  keyLinks: 'it depends on condition keys that hang together',
  serviceSpecial: 'the service has rules of its own',
  modelIncomplete: 'the model does not tell everything',
};

/** Undefined where new access is disproved, whatever is not known of lost access. */
function reasonFor({ verdict, reasons, lost }: PolicyChange): string | undefined {
  if (verdict !== 'undecided') return undefined;
  const about = reasons.find(({ version, code }) => version === 'new' || code === 'syntax' || code === 'refused');
  const [first] = about === undefined && lost.length === 0 ? reasons : [about];
  return first && SHORT_REASONS[first.code];
}

/** `iam permissions management on 1 pattern, s3 write on 3 patterns and 2 more`: the most far-reaching first. */
function accessWords(changes: readonly AccessChange[]): string {
  const groups = new Map<string, Set<string>>();
  for (const change of changes) {
    const name = `${serviceWords(change.actions)} ${levelWords(change)}`;
    const patterns = groups.get(name) ?? new Set<string>();
    for (const pattern of change.patterns) patterns.add(pattern);
    groups.set(name, patterns);
  }
  const words = [...groups].map(([name, patterns]) => name + patternWords(patterns.size));
  const [first, second, ...more] = words;
  if (second === undefined) return first ?? '';
  return more.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${more.length} more`;
}

/** `s3`; `s3 and 3 more services`. */
export function serviceWords(actions: readonly string[]): string {
  const services = [...new Set(actions.map((action) => action.slice(0, action.indexOf(':'))))];
  const [first, ...more] = services;
  if (more.length === 0) return first ?? 'every service';
  return more.length === 1 ? `${first} and ${more[0]}` : `${first} and ${more.length} more services`;
}

function levelWords({ accessLevels, isFuture }: AccessChange): string {
  if (isFuture) return 'actions that AWS may add';
  return accessLevels[0]?.toLowerCase() ?? 'access';
}

function patternWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' on 1 pattern' : ` on ${count} patterns`;
}

const LONG_REASONS: { readonly [Reason in UnknownReason]: string } = {
  variable: 'the answer depends on which values a policy variable can have',
  mixedTypes: 'the same condition key is compared as two types',
  badPattern: 'a Resource is no complete ARN, and AWS does not document what such a text matches',
  budget: 'its patterns and conditions take too long to compare',
  keyLinks: 'the request would need values of condition keys that may not occur together',
  serviceSpecial: 'the service has rules of its own besides policies',
};

/** A sentence for people; `statement` is where the question arose. */
export function reasonMessage(reason: UnknownReason, statement: Statement | undefined): string {
  const at = statement === undefined ? '' : `, ${statementWords(statement.sid, statement.index)}`;
  return `Cannot tell whether this adds or takes away access: ${LONG_REASONS[reason]}${at}.`;
}

/** The Sid; else `statement 2`, counted from 1. */
export function statementWords(sid: string | null | undefined, index: number): string {
  return sid === null || sid === undefined || sid === '' ? `statement ${index + 1}` : sid;
}
