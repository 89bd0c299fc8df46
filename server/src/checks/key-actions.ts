/** Key, lower case → the actions that carry it, the usual one first (Service Authorization Reference). */
const CARRYING: ReadonlyMap<string, readonly string[]> = new Map([
  ['kms:grantisforawsresource', ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant']],
  ['iam:passedtoservice', ['iam:PassRole']],
  ['iam:associatedresourcearn', ['iam:PassRole']],
  [
    'iam:awsservicename',
    [
      'iam:CreateServiceLinkedRole',
      'iam:DeleteServiceLinkedRole',
      'iam:GetServiceLinkedRoleDeletionStatus',
      'iam:UpdateRoleDescription',
      'iam:AttachRolePolicy',
      'iam:PutRolePolicy',
    ],
  ],
  ['ec2:createaction', ['ec2:CreateTags']],
  ['sts:externalid', ['sts:AssumeRole']],
]);

/** The few actions whose requests carry a key, for a key (lower case) that is tied to them; undefined for others. */
export function actionsCarrying(lowerKey: string): readonly string[] | undefined {
  return CARRYING.get(lowerKey);
}
