import { type Arn, isAccountId, parseArn } from '../language/arn';
import { hasWildcard } from '../language/pattern';
import { parseAddressRange } from '../language/values';
import type { CompiledStatement } from './compiled';
import type { CompiledTest } from './conditions';
import type { EvaluationInput } from './input';
import { isResourceOnly, type PreparedLayer } from './layers';
import { type Run, reading } from './run';

/** Principal account against resource owner (evaluation.md 6.2, step 6). */
export type Relation = 'same' | 'cross' | 'resourceOnly';

/** Of the request as it is given; `open`: the owner is not known. AWS-owned resources count as the caller's own. */
export function accountRelation(input: EvaluationInput): Relation | 'open' {
  if (isResourceOnly(input)) return 'resourceOnly';
  const arn = parseArn(input.resource);
  const owner = input.resourceAccount ?? accountInArn(arn);
  if (arn?.account === 'aws' || owner === 'aws') return 'same';
  if (owner === undefined) return isPublicType(arn) ? 'same' : 'open';
  return owner === input.caller.account ? 'same' : 'cross';
}

/** An unknown owner is taken to be the caller, as an assumption. */
export function relationIn(unit: { readonly relation: Relation | 'open' }, run: Run): Relation {
  if (unit.relation !== 'open') return unit.relation;
  return reading(run, 'ownerIsCaller') === 0 ? 'same' : 'cross';
}

function accountInArn(arn: Arn | undefined): string | undefined {
  const account = arn?.account ?? '';
  return isAccountId(account) ? account : undefined;
}

/** Public AMIs, snapshots and parameters belong to AWS: their ARNs have an empty account field. */
function isPublicType(arn: Arn | undefined): boolean {
  return arn?.account === '' && (arn.service === 'ec2' || arn.service === 'ssm');
}

/** sts:GetCallerIdentity answers every signed caller, whatever any policy says. */
export function isAlwaysAllowed(run: Run): boolean {
  return run.lowerAction === 'sts:getcalleridentity' && run.input.caller.kind !== 'anonymous';
}

/** sts:GetSessionToken by a user or root needs no Allow. */
export function needsNoAllow(run: Run): boolean {
  const { kind } = run.input.caller;
  return run.lowerAction === 'sts:getsessiontoken' && (kind === 'user' || kind === 'rootUser');
}

/** One service rule: evaluation.md 8, the rows that say "refused". */
interface RefusalRow {
  readonly applies: (run: Run, relation: Relation) => boolean;
  readonly reason: string;
}

const isIam = (run: Run) => run.lowerAction.startsWith('iam:') && run.lowerAction !== 'iam:passrole';
const isSts = (run: Run) => run.lowerAction.startsWith('sts:');

const SESSION_TOKEN_STS: ReadonlySet<string> = new Set([
  'sts:assumerole',
  'sts:getcalleridentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]);

const MANAGED_POLICY_WRITES: ReadonlySet<string> = new Set([
  'iam:createpolicyversion',
  'iam:deletepolicy',
  'iam:deletepolicyversion',
  'iam:setdefaultpolicyversion',
  'iam:tagpolicy',
  'iam:untagpolicy',
]);

/** iam actions that change a role; roles of Identity Center cannot be changed by customers. */
const ROLE_WRITES: ReadonlySet<string> = new Set([
  'iam:attachrolepolicy',
  'iam:createrole',
  'iam:createservicelinkedrole',
  'iam:deleterole',
  'iam:deleterolepermissionsboundary',
  'iam:deleterolepolicy',
  'iam:deleteservicelinkedrole',
  'iam:detachrolepolicy',
  'iam:putrolepermissionsboundary',
  'iam:putrolepolicy',
  'iam:tagrole',
  'iam:untagrole',
  'iam:updateassumerolepolicy',
  'iam:updaterole',
  'iam:updateroledescription',
]);

function hasMfa(run: Run): boolean {
  return run.context.get('aws:multifactorauthpresent')?.[0]?.toLowerCase() === 'true';
}

const REFUSALS: readonly RefusalRow[] = [
  {
    applies: (run) =>
      run.input.caller.kind === 'roleSession' &&
      (run.lowerAction === 'sts:getfederationtoken' || run.lowerAction === 'sts:getsessiontoken'),
    reason: 'A role session cannot get other temporary credentials this way.',
  },
  {
    applies: (run) => run.input.caller.kind === 'federatedUser' && isIam(run) && run.input.caller.console !== true,
    reason: 'A GetFederationToken session cannot call IAM.',
  },
  {
    applies: (run) => run.input.caller.kind === 'federatedUser' && isSts(run),
    reason: 'A GetFederationToken session can call no STS action but GetCallerIdentity.',
  },
  {
    applies: (run) => run.input.caller.credential === 'sessionToken' && isIam(run) && !hasMfa(run),
    reason: 'A GetSessionToken session can call IAM only if it was made with MFA.',
  },
  {
    applies: (run) =>
      run.input.caller.credential === 'sessionToken' && isSts(run) && !SESSION_TOKEN_STS.has(run.lowerAction),
    reason: 'A GetSessionToken session can call no STS action but AssumeRole and GetCallerIdentity.',
  },
  {
    applies: (run) => run.input.caller.kind === 'rootUser' && run.lowerAction === 'sts:assumerole',
    reason: 'The root user cannot assume a role.',
  },
  {
    applies: (run, relation) => run.lowerAction === 'iam:passrole' && relation === 'cross',
    reason: 'A role can be passed only within its own account.',
  },
  {
    applies: (run) => MANAGED_POLICY_WRITES.has(run.lowerAction) && parseArn(run.input.resource)?.account === 'aws',
    reason: 'AWS managed policies cannot be changed.',
  },
  {
    applies: (run) =>
      ROLE_WRITES.has(run.lowerAction) &&
      /^arn:[^:]*:iam::[^:]*:role\/aws-reserved\//.test(run.input.resource) &&
      run.input.caller.isServiceLinked !== true,
    reason: 'Roles of IAM Identity Center can be changed through permission sets only.',
  },
  {
    applies: (run, relation) => relation === 'cross' && run.facts.neverWorksAcrossAccounts(run.lowerAction),
    reason: 'This action never works across accounts.',
  },
  {
    applies: (run) => run.input.caller.kind === 'anonymous' && !run.facts.acceptsUnsigned(run.lowerAction),
    reason: 'The service takes signed requests only.',
  },
];

/** Why the service itself refuses the call, whatever the policies allow; undefined: it does not. */
export function serviceRefusal(run: Run, relation: Relation): string | undefined {
  return REFUSALS.find((row) => row.applies(run, relation))?.reason;
}

/**
 * S3 Block Public Access: with RestrictPublicBuckets on, one public statement in the bucket policy shuts out every other
 * account and everybody anonymous (S3 User Guide, access-control-block-public-access). The switch unknown: off (bpaOff).
 */
export function isPublicAccessBlocked(run: Run, relation: Relation, resource: PreparedLayer): boolean {
  if (relation !== 'cross' && run.input.caller.kind !== 'anonymous') return false;
  if (!run.lowerAction.startsWith('s3:') || parseArn(run.input.resource)?.service !== 's3') return false;
  const { restrictPublicBuckets } = run.input.facts;
  if (restrictPublicBuckets === false) return false;
  const statements = resource.groups.flatMap((group) => group.policies.flatMap(({ compiled }) => compiled.statements));
  if (!statements.some((statement) => isPublic(statement, run))) return false;
  return restrictPublicBuckets === true || reading(run, 'bpaOff') === 1;
}

function isPublic(statement: CompiledStatement, run: Run): boolean {
  if (statement.effect !== 'Allow' || !statement.isLive || statement.principal === undefined) return false;
  if (!statement.principal.forms.some(({ form }) => form.kind === 'everyone')) return false;
  return !statement.tests.some((test) => narrows(test, run));
}

/** Operators that hold a key to values. */
const PINNING_OPERATORS: ReadonlySet<string> = new Set([
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
  'IpAddress',
]);

function narrows(test: CompiledTest, run: Run): boolean {
  const { base, set, ifExists } = test.operator;
  if (!PINNING_OPERATORS.has(base.name) || ifExists || set === 'ForAllValues') return false;
  if (!run.facts.narrowsPublicAccess(test.lowerKey)) return false;
  return (
    test.values.length > 0 &&
    test.values.every(
      ({ text, parts }) =>
        parts === undefined && (base.type === 'IPAddress' ? isNarrowRange(text) : isFixed(text, test.lowerKey)),
    )
  );
}

/** The name of an access point may be left open as long as the account is fixed (S3 User Guide, read 2026-11-24). */
function isFixed(text: string, lowerKey: string): boolean {
  if (!hasWildcard(text)) return true;
  return lowerKey === 's3:dataaccesspointarn' && isAccountId(parseArn(text)?.account ?? '');
}

/** Not broader than /8, or /32 for IPv6. */
function isNarrowRange(text: string): boolean {
  const range = parseAddressRange(text);
  return range !== undefined && range.prefix >= (range.bytes.length === 4 ? 8 : 32);
}
