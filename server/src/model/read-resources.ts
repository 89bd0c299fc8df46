/** Resources and VPC endpoints of an account, read once the principals of all accounts are known. */
import { parseArn } from '../language/arn';
import type { Member, ObjectNode, TreeNode } from '../syntax/tree';
import type { Grant, Resource, VpcEndpoint } from './entities';
import { booleanAt, isUnknown, membersOf, objectAt, stringAt, stringItems, tagsOf, textAt, valueAt } from './nodes';
import { type PrincipalsOfAccount, publicBucketSwitch } from './read-account';
import { placeOf, policySlot, type Reading, report } from './reading';
import { type Directory, findPrincipal } from './resolve';

/** The resources of an account; an ARN that an account read before lists too is reported and left out. */
export function readResources(
  reading: Reading,
  account: PrincipalsOfAccount,
  value: ObjectNode | undefined,
  known: { readonly directory: Directory; readonly owners: Map<string, string> },
): readonly Resource[] {
  return membersOf(valueAt(value, 'resources')).flatMap((member) => {
    const arn = member.key.value;
    if (parseArn(arn) === undefined) {
      report(reading, 'model-name-invalid', member.key, `"${arn}" is no ARN: a resource is listed by its ARN.`);
      return [];
    }
    const owner = known.owners.get(arn);
    if (owner !== undefined) {
      const message = `Account ${owner} lists this resource already: a resource has one owner.`;
      report(reading, 'model-resource-twice', member.key, message);
      return [];
    }
    known.owners.set(arn, account.id);
    return [readResource(reading, account, member, known.directory)];
  });
}

function readResource(
  reading: Reading,
  account: PrincipalsOfAccount,
  { key, value }: Member,
  directory: Directory,
): Resource {
  const object = value.kind === 'object' ? value : undefined;
  const at = placeOf(reading, key);
  const tags = valueAt(object, 'tags');
  const abac = valueAt(object, 'abac');
  const profile = stringAt(object, 'instanceProfile');
  const policy = valueAt(object, 'policy');
  const steps = ['accounts', account.id, 'resources', key.value, 'policy'];
  if (profile !== undefined && !account.instanceProfiles.has(profile.value.toLowerCase()))
    report(
      reading,
      'model-reference-unknown',
      profile,
      `Account ${account.id} has no instance profile "${profile.value}".`,
    );
  return {
    arn: key.value,
    account: account.id,
    at,
    content: isUnknown(value) ? { state: 'unknown', at } : policySlot(reading, policy, steps),
    tags: isUnknown(value) || isUnknown(tags) ? 'unknown' : tagsOf(tags),
    restrictPublicBuckets: publicBucketSwitch(valueAt(object, 'publicAccessBlock')),
    usesTagsForAccess: isUnknown(value) || isUnknown(abac) ? 'unknown' : (booleanAt(object, 'abac') ?? false),
    isAwsManagedKey: textAt(object, 'manager') === 'aws',
    aliases: stringItems(valueAt(object, 'aliases')).map((node) => node.value),
    grants: isUnknown(value) ? 'unknown' : grantsOf(reading, valueAt(object, 'grants'), directory),
    instanceProfile: profile?.value,
  };
}

function grantsOf(reading: Reading, value: TreeNode | undefined, directory: Directory): Resource['grants'] {
  if (isUnknown(value)) return 'unknown';
  if (value?.kind !== 'array') return 'none';
  return value.items.flatMap((item): readonly Grant[] => {
    const object = item.kind === 'object' ? item : undefined;
    const grantee = stringAt(object, 'grantee');
    if (grantee === undefined) return [];
    const constraint = tagsOf(objectAt(object, 'encryptionContextEquals'));
    return [
      {
        grantee: granteeArn(reading, grantee, directory),
        operations: stringItems(valueAt(object, 'operations')).map((node) => node.value),
        encryptionContextEquals: Object.fromEntries(constraint),
      },
    ];
  });
}

/** ARNs of sessions and service principals stand as they are. */
function granteeArn(reading: Reading, node: NonNullable<ReturnType<typeof stringAt>>, directory: Directory): string {
  const isName = /^[^:]+:(user|role)\/|^[^:]+:(root|group)/.test(node.value) && !node.value.startsWith('arn:');
  const isIam = /^arn:[^:]*:iam:/.test(node.value);
  if (!isName && !isIam) return node.value;
  const found = findPrincipal(directory, node.value);
  if (found.ok) return found.arn ?? `arn:${directory.partition}:iam::${found.account}:role/${lastOf(node.value)}`;
  report(reading, 'model-reference-unknown', node, found.message);
  return node.value;
}

function lastOf(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

export function readEndpoints(
  reading: Reading,
  account: PrincipalsOfAccount,
  value: ObjectNode | undefined,
): readonly VpcEndpoint[] {
  return membersOf(valueAt(value, 'vpcEndpoints')).map(({ key, value: entry }) => {
    const object = entry.kind === 'object' ? entry : undefined;
    const type = textAt(object, 'type');
    const at = placeOf(reading, key);
    const steps = ['accounts', account.id, 'vpcEndpoints', key.value, 'policy'];
    return {
      id: key.value,
      account: account.id,
      at,
      type: type === 'gateway' || type === 'interface' ? type : undefined,
      service: textAt(object, 'service'),
      vpc: textAt(object, 'vpc'),
      content: isUnknown(entry) ? { state: 'unknown', at } : policySlot(reading, valueAt(object, 'policy'), steps),
    };
  });
}
