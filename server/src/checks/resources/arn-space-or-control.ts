import { replaceString } from '../../syntax/edits';
import { TYPOGRAPHIC } from '../arn-slips';
import { rule } from '../rule';

export default rule({
  code: 'arn-space-or-control',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Stray blank or character in an ARN',
  why: 'AWS compares every character; a blank or a typographic dash that came in by copying matches no resource.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  needs: 'ARN slip',
  messages: {
    blank: 'The ARN begins or ends with a blank, or holds a line end, so it matches no resource. Remove it.',
    typographic: 'The ARN holds "{character}", as word processors write it, so it matches no resource. Type it again.',
  },
  fixes: {
    trim: { title: 'Remove blanks', effect: 'activates' },
    plain: { title: 'Change to "{text}"', effect: 'activates' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/annual reports/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/* " }
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ blank +fix
== fix Remove blanks ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      text: `
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us–east–1:111122223333:orders" }
                                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ typographic +fix
== fix Change to "arn:aws:sqs:us-east-1:111122223333:orders" ==
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" }`,
      ignore: ['document-character-set'],
    },
  ],
  checkStatement({ resources, report, fix }) {
    for (const { text, node, slips } of resources) {
      if (!slips.includes('arn-space-or-control')) continue;
      const character = TYPOGRAPHIC.find((each) => text.includes(each));
      if (character === undefined) {
        report(node, 'blank', {}, { fixes: [fix('trim', {}, [replaceString(node, withoutBlanks(text))])] });
        continue;
      }
      const plain = withoutBlanks(plainText(text));
      report(
        node,
        'typographic',
        { character },
        { fixes: [fix('plain', { text: plain }, [replaceString(node, plain)])] },
      );
    }
  },
});

function withoutBlanks(text: string): string {
  return [...text]
    .filter((character) => character >= ' ' && character !== '\u007f')
    .join('')
    .trim();
}

/** Dashes as "-", no-break spaces as blanks, the rest away: no quotation mark belongs into an ARN. */
function plainText(text: string): string {
  return text
    .replace(/[\u2013\u2014]/g, '-')
    .replaceAll('\u00a0', ' ')
    .replace(/[\u2018\u2019\u201c\u201d\ufeff\u200b]/g, '');
}
