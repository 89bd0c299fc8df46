import type { Catalog } from '../../catalog/catalog';
import { isAccountId, parseArn } from '../../language/arn';
import { hasWildcard } from '../../language/pattern';
import { blocks, bold, code, escaped } from '../markdown';
import { guide } from './pages';

/** What an entry of `Principal` matches (IAM User Guide, reference_policies_elements_principal; evaluation.md 3.1). */
export function principalCard(type: string, text: string, catalog: Catalog): string {
  const [kind, meaning] = meaningOf(type, text, catalog);
  return blocks(`${bold(text)} · ${kind}`, meaning, guide('reference_policies_elements_principal.html'));
}

/** What can be named under a key of `Principal`; undefined for an unknown one. */
export function principalTypeCard(type: string): string | undefined {
  const text = TYPES.get(type);
  return text && blocks(`${bold(type)} · principal type`, text, guide('reference_policies_elements_principal.html'));
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['AWS', 'Accounts, IAM users, roles and their sessions, by ARN or account ID; `*` is everyone.'],
  ['Service', 'AWS services, by service principal such as `lambda.amazonaws.com`. No wildcards.'],
  ['Federated', 'Identity providers whose users assume the role: SAML and OIDC providers by ARN, or a built-in one.'],
  ['CanonicalUser', 'Accounts by their canonical user ID. Amazon S3 and CloudFront only.'],
]);

type Meaning = readonly [kind: string, text: string];

function meaningOf(type: string, text: string, catalog: Catalog): Meaning {
  if (type === 'Service') return serviceMeaning(text, catalog);
  if (type === 'Federated') return federatedMeaning(text);
  if (type === 'CanonicalUser') return ['canonical user ID', 'The account with that ID. Amazon S3 only.'];
  return awsMeaning(text);
}

function serviceMeaning(text: string, catalog: Catalog): Meaning {
  if (hasWildcard(text)) return ['no service', 'A service principal takes no wildcard: AWS refuses the policy.'];
  return catalog.isServicePrincipal(text)
    ? ['service principal', 'The AWS service, when it calls for itself.']
    : ['service principal', 'Not in the list of known service principals, which is incomplete.'];
}

function federatedMeaning(text: string): Meaning {
  const resource = parseArn(text)?.resource ?? '';
  if (resource.startsWith('saml-provider/')) return ['SAML provider', 'Users of the provider, by AssumeRoleWithSAML.'];
  if (resource.startsWith('oidc-provider/'))
    return [
      'OIDC provider',
      'Users of the provider, by AssumeRoleWithWebIdentity. Limit its audience and subject by conditions.',
    ];
  return ['identity provider', 'Users of the provider, by AssumeRoleWithWebIdentity.'];
}

function awsMeaning(text: string): Meaning {
  if (text === '*') return ['everyone', 'Every principal of every account, AWS services and anonymous callers.'];
  if (isAccountId(text)) return accountMeaning(text);
  const arn = parseArn(text);
  if (arn === undefined) return idMeaning(text);
  if (hasWildcard(text))
    return ['matches nobody', 'A principal takes no wildcard within an ARN: AWS refuses the policy.'];
  const [kind = '', name = '', session] = arn.resource.split('/');
  if (arn.resource === 'root') return accountMeaning(arn.account);
  const shape = ARN_KINDS.get(`${arn.service}:${kind}`);
  if (shape === undefined) return ['no principal', 'Groups, policies and other resources cannot be principals.'];
  return shape(name, session ?? '');
}

const ARN_KINDS: ReadonlyMap<string, (name: string, session: string) => Meaning> = new Map([
  ['iam:user', () => ['IAM user', 'That user. AWS stores its ID: a new user of the same name is not meant.']],
  [
    'iam:role',
    () => ['IAM role', 'Every session of that role. AWS stores its ID: a new role of the same name is not meant.'],
  ],
  [
    'sts:assumed-role',
    (name: string, session: string) => ['role session', `The session ${code(session)} of the role ${code(name)}.`],
  ],
  [
    'sts:federated-user',
    (name: string) => ['federated session', `Sessions of GetFederationToken with the name ${code(name)}.`],
  ],
]);

function accountMeaning(account: string): Meaning {
  return [
    'account',
    `Every principal of account ${escaped(account)}. An Allow delegates to the account: users and roles need an Allow of their own.`,
  ];
}

/** Unique IDs as AWS shows them once the entity is gone. */
function idMeaning(text: string): Meaning {
  if (/^(AIDA|AROA)[A-Z0-9]+$/.test(text))
    return [
      'unique ID',
      'A user or role by ID. AWS shows the ID in place of the ARN when the entity is deleted: then it matches nobody.',
    ];
  return ['no principal', 'Neither an ARN nor an account ID.'];
}
