import type { PolicyType } from '../policy/document';
import type { TypeDecision } from '../policy/kind';

/** A policy type as a label: `Service control policy (SCP)`. */
const TYPE_TITLES: { readonly [Type in PolicyType]: string } = {
  identity: 'Identity policy',
  resource: 'Resource policy',
  trust: 'Trust policy',
  boundary: 'Permissions boundary',
  session: 'Session policy',
  scp: 'Service control policy (SCP)',
  rcp: 'Resource control policy (RCP)',
  vpce: 'VPC endpoint policy',
};

/** What everybody says. */
const SHORT_TITLES: { readonly [Type in PolicyType]?: string } = { scp: 'SCP', rcp: 'RCP' };

/** All types of a policy with what decided each, as sentences: `Resource policy: a statement has a Principal.` */
export function typeReasons(decisions: readonly TypeDecision[]): string {
  return decisions.map((decision) => `${TYPE_TITLES[decision.type]}: ${reasonOf(decision)}.`).join(' ');
}

/** The types of a policy, for a lens: `Identity policy and permissions boundary`, `SCP`. */
export function typeNames(decisions: readonly TypeDecision[]): string {
  const [first = '', ...others] = decisions.map(({ type }) => SHORT_TITLES[type] ?? TYPE_TITLES[type]);
  return [first, ...others.map(midSentence)].join(' and ');
}

/** `Trust policy` → `trust policy`; abbreviations stay. */
function midSentence(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

function reasonOf({ reason, detail = '' }: TypeDecision): string {
  switch (reason) {
    case 'setting':
      return `the pattern "${detail}" in the settings says so`;
    case 'model':
      return `the identity model uses it so (${detail})`;
    case 'property':
      return `it stands under "${detail}"`;
    case 'path':
      return `the word "${detail}" is in its path`;
    case 'trustContent':
      return 'statements have a Principal, only sts actions and no Resource';
    case 'principal':
      return 'a statement has a Principal';
    case 'default':
      return 'no statement has a Principal';
  }
}
