import { rule } from '../rule';

export default rule({
  code: 'deny-redundant-implicit',
  severity: 'suggestion',
  defaultOn: false,
  asksKernel: true,
  policyTypes: ['trust'],
  title: 'Deny of what nobody is allowed',
  why: 'A trust policy allows nobody but those whom it names, so that the Deny stops nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html',
  messages: {
    nothing:
      'No Allow of this policy lets these principals in, so that the Deny stops nothing. Remove it if it is not a reminder.',
  },
  good: [
    {
      ignore: ['principal-root-means-account', 'trust-external-id'],
      text: `{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sts:AssumeRole" },
{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" }`,
    },
  ],
  bad: [
    {
      ignore: ['principal-root-means-account'],
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" },
{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole" }
            ~~~~~~ nothing`,
    },
  ],
  checkDocument({ document, proofs, report }) {
    const { statements } = document;
    if (!statements.some(({ effect }) => effect === 'Allow')) return;
    for (const { effect, index, elements } of statements) {
      const place = elements.Effect?.value;
      if (effect === 'Deny' && place !== undefined && proofs.stopsNothing(index)) report(place, 'nothing', {});
    }
  },
});
