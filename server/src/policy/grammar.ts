import type { ElementName, PolicyType } from './document';

/** What a policy type allows: evaluation.md 1.2, from the IAM User Guide's grammar and the Organizations syntax pages. */
export interface PolicyGrammar {
  /** As people say it, without article. */
  readonly title: string;
  readonly principal: 'required' | 'forbidden';
  readonly notPrincipal: 'denyOnly' | 'forbidden';
  readonly notAction: 'allowed' | 'forbidden';
  /** `byService`: most services require it, Lambda and ECR leave it out. */
  readonly resource: 'required' | 'byService' | 'forbidden';
  /** Where a top-level `Id` means something. */
  readonly id: 'useful' | 'ignored';
  readonly versionRequired: boolean;
  /** The kind's page in AWS's documentation. */
  readonly page: string;
}

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/';

const identityLike = {
  principal: 'forbidden',
  notPrincipal: 'forbidden',
  notAction: 'allowed',
  resource: 'required',
  id: 'ignored',
  versionRequired: false,
} as const;

export const GRAMMAR: { readonly [Type in PolicyType]: PolicyGrammar } = {
  identity: { ...identityLike, title: 'identity policy', page: `${IAM}access_policies_identity-vs-resource.html` },
  boundary: { ...identityLike, title: 'permissions boundary', page: `${IAM}access_policies_boundaries.html` },
  session: { ...identityLike, title: 'session policy', page: `${IAM}access_policies.html#policies_session` },
  resource: {
    title: 'resource policy',
    principal: 'required',
    notPrincipal: 'denyOnly',
    notAction: 'allowed',
    resource: 'byService',
    id: 'useful',
    versionRequired: false,
    page: `${IAM}access_policies_identity-vs-resource.html`,
  },
  trust: {
    title: 'role trust policy',
    principal: 'required',
    notPrincipal: 'forbidden',
    notAction: 'allowed',
    resource: 'forbidden',
    id: 'useful',
    versionRequired: false,
    page: `${IAM}id_roles_update-role-trust-policy.html`,
  },
  scp: {
    ...identityLike,
    title: 'service control policy (SCP)',
    versionRequired: true,
    page: `${ORGANIZATIONS}orgs_manage_policies_scps_syntax.html`,
  },
  rcp: {
    title: 'resource control policy (RCP)',
    principal: 'required',
    notPrincipal: 'forbidden',
    notAction: 'forbidden',
    resource: 'required',
    id: 'ignored',
    versionRequired: true,
    page: `${ORGANIZATIONS}orgs_manage_policies_rcps_syntax.html`,
  },
  vpce: {
    title: 'VPC endpoint policy',
    principal: 'required',
    notPrincipal: 'denyOnly',
    notAction: 'allowed',
    resource: 'required',
    id: 'useful',
    versionRequired: false,
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  },
};

/** All policy types, in the order of the option `--type`. */
export const POLICY_TYPES: readonly PolicyType[] = [
  'identity',
  'resource',
  'trust',
  'boundary',
  'session',
  'scp',
  'rcp',
  'vpce',
];

/** True for one of the eight words. */
export function isPolicyType(word: string): word is PolicyType {
  return (POLICY_TYPES as readonly string[]).includes(word);
}

/** Top-level elements in the order in which people write them. */
export const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'] as const;

/** Statement elements in the order in which people write them. */
export const STATEMENT_ELEMENTS: readonly ElementName[] = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Keys of a `Principal` object. */
export const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/** False where a policy of that type may not hold the element at all. */
export function isElementAllowed(type: PolicyType, element: ElementName): boolean {
  const grammar = GRAMMAR[type];
  switch (element) {
    case 'Principal':
      return grammar.principal !== 'forbidden';
    case 'NotPrincipal':
      return grammar.notPrincipal !== 'forbidden';
    case 'NotAction':
      return grammar.notAction !== 'forbidden';
    case 'Resource':
    case 'NotResource':
      return grammar.resource !== 'forbidden';
    default:
      return true;
  }
}
