import { rule } from '../rule';
import { nameRange, symbolsIn } from '../variable-uses';

export default rule({
  code: 'variable-symbol',
  severity: 'error',
  policyTypes: 'all',
  title: 'Character that no variable has in its name',
  why: 'IAM refuses a policy with a variable whose name holds a character that no condition key has.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
  needs: 'variable',
  messages: { symbol: 'The name of a variable holds no "{character}". Remove it.' },
  fixes: { remove: { title: 'Remove "{character}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:PrincipalTag/team!}/a${*}b/${$}/x${?}" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${!aws:username}/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:user$name}/*" }
                                                                                                       ~ symbol +fix: The name of a variable holds no "$". Remove it.
== fix Remove "$" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:user%name}/*" }
                                                                                                       ~ symbol +fix`,
  ],
  checkStatement({ variables, report, fix }) {
    for (const use of variables) {
      const at = use.kind === 'key' && use.isClosed ? symbolsIn(use.name)[0] : undefined;
      if (at === undefined) continue;
      const character = String.fromCodePoint(use.name.codePointAt(at) ?? 0);
      const range = nameRange(use, at, at + character.length);
      report(range, 'symbol', { character }, { fixes: [fix('remove', { character }, [{ range, newText: '' }])] });
    }
  },
});
