import type { Operator } from '../../language/operators';
import { replaceString, type TextEdit } from '../../syntax/edits';
import { changeOperator } from '../condition-edits';
import { withBase } from '../condition-operators';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-userid-format',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Unique ID in the wrong form',
  why: 'aws:userid is "AROA…:session name" for a role session and a bare "AIDA…" for a user, and is compared as a whole.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-userid',
  needs: 'Condition',
  messages: {
    role: 'For a role session aws:userid is "{id}:SESSION-NAME", so "{id}" matches none. Write "{id}:*" under StringLike.',
    spared:
      'For a role session aws:userid is "{id}:SESSION-NAME", so this Deny locks out the role that "{id}" should spare. Write "{id}:*".',
    user: 'The aws:userid of an IAM user is the bare ID, so "{id}" matches nobody. Leave out the ":" and what follows.',
  },
  fixes: { sessions: { title: 'Match every session of the role', effect: 'depends' } },
  good: [
    {
      ignore: ['condition-value-redundant'],
      text: `
{ "Effect": "Deny", "Action": "s3:*", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"],
  "Condition": { "StringNotLike": { "aws:userid": ["AROAEXAMPLEID12345678:*", "AIDAEXAMPLEID12345678", "111122223333", "AROA*", "\${Role}:*"] } } }`,
    },
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:*", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"],
  "Condition": { "StringNotLike": { "aws:userid": ["AROAEXAMPLEID12345678", "111122223333"] } } }
                                                   ~~~~~~~~~~~~~~~~~~~~~~~ spared +fix: For a role session aws:userid is "AROAEXAMPLEID12345678:SESSION-NAME", so this Deny locks out the role that "AROAEXAMPLEID12345678" should spare. Write "AROAEXAMPLEID12345678:*".
== fix Match every session of the role ==
{ "Effect": "Deny", "Action": "s3:*", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"],
  "Condition": { "StringNotLike": { "aws:userid": ["AROAEXAMPLEID12345678:*", "111122223333"] } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:userId": ["AROAEXAMPLEID12345678", "AIDAEXAMPLEID12345678:ana"] } } }
                                                  ~~~~~~~~~~~~~~~~~~~~~~~ role +fix
                                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~ user
== fix Match every session of the role ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:userId": ["AROAEXAMPLEID12345678:*", "AIDAEXAMPLEID12345678:ana"] } } }`,
    `
{ "Effect": "Deny", "Action": "s3:*", "Resource": "*",
  "Condition": { "StringNotLike": { "aws:userId": ["AROAEXAMPLEID", "AIDAEXAMPLEID:*"] } } }
                                                   ~~~~~~~~~~~~~~~ spared +fix
                                                                    ~~~~~~~~~~~~~~~~~ user`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { lowerKey, parsed, values } = entry;
      if (lowerKey !== 'aws:userid' || parsed?.base.type !== 'String') continue;
      for (const { text: id, node } of values) {
        if (isOpenText(id) || node.kind !== 'string') continue;
        if (USER_SESSION.test(id)) report(node, 'user', { id });
        if (!ROLE_ID.test(id)) continue;
        const fixes = () => {
          const like = likeEdits(parsed, (operator) => changeOperator(tree, statement, entry, operator));
          return like === undefined ? [] : [fix('sessions', {}, [...like, replaceString(node, `${id}:*`)])];
        };
        const isSpared = statement.effect === 'Deny' && parsed.base.isNegated;
        report(node, isSpared ? 'spared' : 'role', { id }, { fixes });
      }
    }
  },
});

const ROLE_ID = /^AROA[A-Z0-9]{4,}$/;
const USER_SESSION = /^AIDA[A-Z0-9]{4,}:/;

/** What makes the operator one with wildcards; undefined where the value would have to move with it. */
function likeEdits(
  parsed: Operator,
  change: (operator: string) => readonly TextEdit[],
): readonly TextEdit[] | undefined {
  if (parsed.base.takesWildcards) return [];
  const edits = change(withBase(parsed, parsed.base.isNegated ? 'StringNotLike' : 'StringLike'));
  return edits.length === 1 ? edits : undefined;
}
