import { replaceEntry } from '../../syntax/edits';
import { readAction } from '../action-text';
import { fittingActions } from '../resource-fit';
import { rule } from '../rule';

export default rule({
  code: 'scp-action-wildcard',
  severity: 'error',
  policyTypes: ['scp'],
  defaultOn: false,
  scpDialect: 'legacy',
  title: 'Wildcard inside an action of an SCP',
  why: 'The older dialect of SCPs takes a wildcard at the end of an action only.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-scp-syntax-error-action-wildcard',
  aaIssueCodes: ['SCP_SYNTAX_ERROR_ACTION_WILDCARD'],
  offline:
    'Organizations has taken the whole policy language in SCPs since September 2025; this is for the older dialect (option `scpDialect`: "legacy").',
  messages: {
    inside: 'In the older dialect of SCPs "*" may only end an action, so "{action}" is refused. List the actions.',
  },
  fixes: { list: { title: 'List matching actions', effect: 'depends' } },
  good: ['{ "Effect": "Deny", "Action": ["iam:Delete*", "iam:UpdateRole"], "Resource": "*" }'],
  bad: [
    `
{ "Effect": "Deny", "Action": "iam:*ServerCertificateTags", "Resource": "*" }
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ inside +fix
== fix List matching actions ==
{ "Effect": "Deny", "Action": "iam:ListServerCertificateTags", "Resource": "*" }`,
  ],
  checkStatement(facts) {
    const { statement, tree, catalog, report, fix } = facts;
    const list = statement.action;
    if (list === undefined) return;
    for (const { text: action, node } of list.entries) {
      const parsed = readAction(action);
      if (parsed === undefined || parsed.isEverything || !/[*?]/.test(action.replace(/\*$/, ''))) continue;
      const fixes = () => {
        const names = parsed.prefixHasWildcard ? [] : catalog.actionsMatching(action).map(({ fullName }) => fullName);
        return names.length === 0 || names.length > MAX_LISTED
          ? []
          : [fix('list', {}, replaceEntry(tree, list.member.value, node, fittingActions(catalog, facts, names)))];
      };
      report(node, 'inside', { action }, { fixes });
    }
  },
});

/** A longer list would not fit the quota of an SCP. */
const MAX_LISTED = 100;
