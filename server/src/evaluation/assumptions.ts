/**
 * What each open point means, for people: first the reading that was taken. Ids are those of docs/evaluation.md
 * ("Ambiguous points") and stay the same.
 */
const TEXTS: { readonly [id: string]: string } = {
  'A-01': '"*:*" is read as "*", though no AWS page says so.',
  'A-02': 'The condition key is not in the AWS data; it is taken as single-valued.',
  'A-03':
    'A short ARN, or a wildcard in its service, is read as AWS documents it for complete ARNs; AWS documents no rule for this form.',
  'A-04':
    'An ARN pattern with fewer than six parts matches nothing unless it ends with "*"; AWS documents no rule for it.',
  'A-06': 'A negated operator without set operator is taken as never true for a multi-valued key without values.',
  'A-07': 'A NotResource entry whose variable has no value is taken to exclude nothing.',
  'A-09': 'A wildcard character inside the value of a policy variable is taken literally.',
  'A-11': 'A negated ForAnyValue test with IfExists is taken as false when the key is absent.',
  'A-12': "The role's path is not known; account and role name decide.",
  'A-13':
    'A federated session whose parent user is named by the resource policy is limited by boundary and session policy only.',
  'A-16': "For an action without a resource, the RCPs of the caller's account are taken to apply.",
  'A-24': 'A policy variable under Bool is taken to work; two AWS pages disagree.',
  'A-29': 'Role sessions never carry MFA as true; whether the key is absent or false is not documented.',
  'A-32': 'An explicit Deny is taken to stop sts:GetSessionToken; one AWS page says policies cannot control it.',
  'A-33': 'A "*" principal is taken to reach callers of AssumeRoleWithSAML and AssumeRoleWithWebIdentity.',
  bpaOff: 'The bucket policy has a public statement and S3 Block Public Access is not known; it is taken as off.',
  ownerIsCaller: "The resource's owner is not known; it is taken to be the caller's account.",
  staleId: 'A unique id in a Principal is not known; it is taken to name somebody else.',
  listScope: 'What AWS checks as the resource of this action is not documented; it is taken as "*".',
  sessionName: "The session's name was not given; a policy reads it.",
  principalId: "The principal's unique id is not known; a policy reads it.",
  scpUnknown: 'The SCPs are not known; they are taken not to limit the request.',
  rcpUnknown: 'The RCPs are not known; they are taken not to limit the request.',
  boundaryUnknown: 'The permissions boundary is not known; it is taken as absent.',
  sessionUnknown: 'The session policies are not known; they are taken as absent.',
  resourcePolicyUnknown: 'The resource policy is not known; it is taken as absent.',
  vpceUnknown: 'The VPC endpoint policy is not known; it is taken not to limit the request.',
  kmsGrants: 'The grants of the KMS key are not known; none is taken to allow the request.',
};

/** One sentence for an assumption's id. */
export function assumptionText(id: string): string {
  return TEXTS[id] ?? `An open point was met (${id}).`;
}
