import type { PolicyDocument } from '../../policy/document';
import { replaceString } from '../../syntax/edits';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';
import { freeSids } from '../sids';

export default rule({
  code: 'sid-charset',
  severity: 'error',
  policyTypes: ['identity', 'boundary', 'session', 'trust', 'scp', 'rcp'],
  title: 'Sid with other characters than letters and digits',
  why: 'IAM and Organizations take letters and digits in a Sid only, and reject a policy with any other character.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-sid',
  aaIssueCodes: ['UNSUPPORTED_SID'],
  messages: {
    charset:
      'A Sid takes the characters A-Z, a-z and 0-9 only, and the policy is rejected with {characters}. Rename it.',
  },
  fixes: { rename: { title: 'Rename to "{cleaned}"', effect: 'none', safe: true } },
  good: [
    '{ "Sid": "ReadObjects2", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Sid": "Read${Environment}", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Sid": "read-objects", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
         ~~~~~~~~~~~~~~ charset +fix!: A Sid takes the characters A-Z, a-z and 0-9 only, and the policy is rejected with "-". Rename it.
== fix Rename to "ReadObjects" ==
{ "Sid": "ReadObjects", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Sid": "ReadAll", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "read all", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
         ~~~~~~~~~~ charset +fix!: A Sid takes the characters A-Z, a-z and 0-9 only, and the policy is rejected with a blank. Rename it.
{ "Sid": "--", "Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
         ~~~~ charset
== fix Rename to "ReadAll2" ==
{ "Sid": "ReadAll", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "ReadAll2", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "--", "Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkDocument({ document, report, fix }) {
    const free = freeSids(new Set(document.statements.map(({ sid }) => sid)));
    for (const { sid, node } of sidsOf(document)) {
      const foreign = sid.match(/[^A-Za-z0-9]/u)?.[0];
      if (foreign === undefined || isOpenText(sid)) continue;
      const words = cleanedSid(sid);
      const cleaned = words === '' ? '' : free(words);
      const fixes = cleaned === '' ? [] : [fix('rename', { cleaned }, [replaceString(node, cleaned)])];
      report(node, 'charset', { characters: foreign === ' ' ? 'a blank' : `"${foreign}"` }, { fixes });
    }
  },
});

function sidsOf(document: PolicyDocument) {
  return document.statements.flatMap(({ sid, elements }) => {
    const node = elements.Sid?.value;
    return sid !== undefined && node?.kind === 'string' ? [{ sid, node }] : [];
  });
}

/** The words in upper camel case; empty where nothing is left. */
function cleanedSid(sid: string): string {
  const words = sid.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
