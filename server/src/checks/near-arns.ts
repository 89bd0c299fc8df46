import { hasWildcard } from '../language/pattern';
import { coversSome } from './covered-arn';
import type { ResourceEntry } from './resource-entries';
import { entrySelects, type StatementFacts } from './statement-facts';

/** Log stream actions that people mean when they name a log group (CloudWatch Logs, "Overview of managing access"). */
const LOG_STREAM_ACTIONS = ['logs:PutLogEvents', 'logs:GetLogEvents', 'logs:DeleteLogStream'] as const;

/**
 * ARNs of log groups without ":*" in an Allow of log stream actions, where no other entry reaches the streams: check
 * arn-log-group-suffix.
 */
export function logGroupsWithoutStreams({ statement, actions, resources }: StatementFacts): readonly ResourceEntry[] {
  if (statement.effect !== 'Allow' || statement.action?.isNegated !== false) return [];
  const groups = resources.filter(isPlainLogGroup);
  if (groups.length === 0) return [];
  const isStreamAction = LOG_STREAM_ACTIONS.some((name) => actions.some((entry) => entrySelects(entry, name)));
  if (!isStreamAction) return [];
  return groups.filter(({ text }) => !coversSome(resources, `${text}:log-stream:x`));
}

function isPlainLogGroup({ text, arn, list }: ResourceEntry): boolean {
  if (arn?.service !== 'logs' || list.isNegated || text.includes('${')) return false;
  const [word, name = '', ...more] = arn.resource.split(':');
  return word === 'log-group' && name !== '' && more.length === 0 && !hasWildcard(name);
}

const ALIAS_ACTIONS = ['kms:CreateAlias', 'kms:UpdateAlias', 'kms:DeleteAlias'] as const;

/** ARNs of KMS aliases in a statement none of whose KMS actions works on aliases: check resource-kms-alias. */
export function aliasesForKeys({ statement, actions, resources }: StatementFacts): readonly ResourceEntry[] {
  if (statement.action?.isNegated !== false || statement.resource?.isNegated !== false) return [];
  const aliases = resources.filter(({ arn }) => arn?.service === 'kms' && arn.resource.startsWith('alias/'));
  const ofKms = aliases.length === 0 ? [] : actions.filter(({ prefix }) => prefix.toLowerCase() === 'kms');
  if (ofKms.length === 0) return [];
  return ALIAS_ACTIONS.some((name) => actions.some((entry) => entrySelects(entry, name))) ? [] : aliases;
}

/** How many characters Secrets Manager puts behind the name of a secret: "-" and six letters and digits. */
const SUFFIX = /-[A-Za-z0-9]{6}$/;

/** The ARN of a secret without the random suffix that every secret has: check arn-secret-suffix. */
export function lacksSecretSuffix({ arn, text }: ResourceEntry): boolean {
  if (arn?.service !== 'secretsmanager' || !arn.resource.startsWith('secret:')) return false;
  const name = arn.resource.slice('secret:'.length);
  const isOpen = hasWildcard(name.slice(-7)) || text.includes('}', text.length - 7);
  return name !== '' && !isOpen && !SUFFIX.test(name);
}

/** Where the ARN of a Systems Manager parameter has a second slash (decoded offset), or undefined: check arn-ssm-parameter-slash. */
export function secondParameterSlash({ arn, text }: ResourceEntry): number | undefined {
  if (arn?.service !== 'ssm' || !arn.resource.startsWith('parameter//')) return undefined;
  return text.length - arn.resource.length + 'parameter/'.length;
}
