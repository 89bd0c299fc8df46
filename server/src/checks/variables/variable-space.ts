import { rule } from '../rule';
import { blanksIn, nameRange, replaceInString } from '../variable-uses';

export default rule({
  code: 'variable-space',
  severity: 'error',
  policyTypes: 'all',
  title: 'Blank in the name of a variable',
  why: 'IAM refuses a policy with a blank in the name of a variable; only the key of a tag may hold one.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-space-in-variable',
  aaIssueCodes: ['UNSUPPORTED_SPACE_IN_VARIABLE'],
  needs: 'variable',
  messages: { blank: 'A blank may not stand in the name of a variable. Write "{variable}".' },
  fixes: { remove: { title: 'Change to "{variable}"', effect: 'activates' } },
  good: [
    `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/cost center, 'none'}/*" }`,
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${ var.prefix }/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws: username}/*" }
                                                                                                   ~ blank +fix: A blank may not stand in the name of a variable. Write "\${aws:username}".
== fix Change to "\${aws:username}" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${ aws:user name }/\${aws:userid , 'x'}/*" }
                                                                                               ~ blank +fix
                                                                                                                            ~ blank +fix
== fix Change to "\${aws:userid}" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${ aws:user name }/\${aws:userid, 'x'}/*" }`,
  ],
  checkStatement({ variables, report, fix }) {
    for (const use of variables) {
      const blanks = use.kind === 'key' && use.isClosed ? blanksIn(use.name) : [];
      const [first] = blanks;
      if (first === undefined) continue;
      const key = [...use.name].filter((_, at) => !blanks.includes(at)).join('');
      const variable = `\${${key}}`;
      const fixes = [fix('remove', { variable }, [replaceInString(nameRange(use), key)])];
      report(nameRange(use, first, runEnd(blanks)), 'blank', { variable }, { fixes });
    }
  },
});

/** Where the first run of offsets that follow each other ends. */
function runEnd(offsets: readonly number[]): number {
  const [first = 0] = offsets;
  const length = offsets.findIndex((offset, index) => offset !== first + index);
  return first + (length === -1 ? offsets.length : length);
}
