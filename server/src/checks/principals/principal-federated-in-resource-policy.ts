import { rule } from '../rule';

export default rule({
  code: 'principal-federated-in-resource-policy',
  severity: 'error',
  policyTypes: ['resource', 'vpce'],
  title: 'Identity provider in a policy of a resource',
  why: 'Who signs in through an identity provider comes as a session of a role; only trust policies name the provider.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-federated-principal-not-supported',
  aaIssueCodes: ['FEDERATED_PRINCIPAL_NOT_SUPPORTED'],
  needs: 'Principal',
  messages: {
    federated:
      'Only a trust policy takes "Federated", and AWS rejects this policy. Name the role that the users assume.',
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                    ~~~~~~~~~~~ federated: Only a trust policy takes "Federated", and AWS rejects this policy. Name the role that the users assume.`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "111122223333", "Federated": ["accounts.google.com", ""] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                           ~~~~~~~~~~~ federated`,
  ],
  checkStatement({ principals, report }) {
    // Wildcards are principal-wildcard.
    const federated = principals.filter(
      ({ type, form }) => type === 'Federated' && !(form.kind === 'refused' && form.reason === 'wildcard'),
    );
    for (const key of new Set(federated.map((fact) => fact.key))) {
      if (key !== undefined) report(key, 'federated', {});
    }
  },
});
