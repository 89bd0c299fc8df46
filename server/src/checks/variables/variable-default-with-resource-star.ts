import { rule } from '../rule';
import { nameRange, replaceInString, variableRange } from '../variable-uses';

export default rule({
  code: 'variable-default-with-resource-star',
  severity: 'suggestion',
  policyTypes: 'all',
  defaultOn: false,
  title: 'Variable without default in a resource',
  why: 'Where the request lacks the key, the resource matches nothing; a default says what holds then.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-default-values',
  needs: 'Allow',
  messages: { absent: 'Without "{key}" in the request this resource matches nothing. A default says what holds then.' },
  fixes: { add: { title: 'Add a default value', effect: 'depends' } },
  good: [
    `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team, 'none'}/\${aws:userid}/*" }`,
    '{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:PrincipalTag/team}/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team}/*" }
                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~ absent +fix
== fix Add a default value ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team, 'none'}/*" }`,
  ],
  checkStatement({ statement, variables, report, fix }) {
    if (statement.effect !== 'Allow' || statement.resource?.isNegated !== false) return;
    for (const use of variables) {
      const { known, key, test, fallback, isReadable } = use;
      if (test !== undefined || known === undefined || fallback !== undefined || !isReadable) continue;
      if (known.multivalued || ALWAYS_THERE.has(known.name)) continue;
      const { end } = nameRange(use);
      const fixes = [fix('add', {}, [replaceInString({ start: end, end }, ", 'none'")])];
      report(variableRange(use), 'absent', { key }, { fixes });
    }
  },
});

/** Keys that every request has (IAM User Guide, "AWS global condition context keys"). */
const ALWAYS_THERE: ReadonlySet<string> = new Set([
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:RequestedRegion',
  'aws:SecureTransport',
  'aws:UserAgent',
  'aws:userid',
  'aws:ViaAWSService',
]);
