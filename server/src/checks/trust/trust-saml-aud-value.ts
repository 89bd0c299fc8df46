import { samlEndpoint, samlEndpointPatterns } from '../../catalog/tables/identity-providers';
import { compileParts, compilePattern, intersects, type Pattern } from '../../language/pattern';
import { replaceNode } from '../../syntax/edits';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';
import { trustedProviders } from '../trusted-providers';

export default rule({
  code: 'trust-saml-aud-value',
  severity: 'warning',
  policyTypes: ['trust'],
  title: 'SAML audience that is no sign-in endpoint',
  why: 'SAML:aud holds the endpoint to which the assertion was sent; with another value nobody can sign in.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml',
  needs: 'Allow',
  messages: {
    other:
      '"{audience}" is no sign-in endpoint of AWS, so that nobody can sign in with it. SAML:aud is the recipient of the assertion.',
  },
  fixes: { change: { title: 'Change to "{endpoint}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": ["https://signin.aws.amazon.com/saml", "https://eu-west-1.signin.aws.amazon.com/saml",
    "https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSP24MXUBTJ6FEZK", "https://signin.amazonaws-us-gov.com/saml", "https://signin.amazonaws.cn/saml"] } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringLike": { "SAML:aud": "https://*.signin.aws.amazon.com/saml*" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws-eusc:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.amazonaws-eusc.eu/saml" } } }`,
    '{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEqualsIgnoreCase": { "SAML:aud": "https://Signin.aws.amazon.com/SAML" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.com/saml" } } }
                                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ other +fix: "https://signin.aws.com/saml" is no sign-in endpoint of AWS, so that nobody can sign in with it. SAML:aud is the recipient of the assertion.
== fix Change to "https://signin.aws.amazon.com/saml" ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws-cn:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": ["urn:amazon:webservices", "https://signin.amazonaws.cn/saml"] } } }
                                                ~~~~~~~~~~~~~~~~~~~~~~~~ other +fix`,
  ],
  checkStatement({ statement, conditions, principals, report, fix }) {
    const tests = conditions.filter(
      ({ lowerKey, parsed }) => lowerKey === 'saml:aud' && parsed?.base.isNegated === false,
    );
    if (tests.length === 0 || statement.effect !== 'Allow') return;
    const provider = trustedProviders(principals).find(({ kind }) => kind === 'saml');
    const endpoint = samlEndpoint(provider?.partition ?? 'aws');
    for (const { parsed, values } of tests) {
      if (parsed?.base.type !== 'String') continue;
      for (const { text, node } of values) {
        const pattern = parsed.base.takesWildcards ? compilePattern(text) : literal(text);
        const isOne = parsed.base.name.endsWith('IgnoreCase') ? isEndpointInAnyCase(text) : isEndpoint(pattern);
        if (isOpenText(text) || isOne || (endpoint === undefined && /^https:\/\/.*signin/.test(text))) continue;
        const fixes =
          endpoint === undefined ? [] : [fix('change', { endpoint }, [replaceNode(node, JSON.stringify(endpoint))])];
        report(node, 'other', { audience: text }, { fixes });
      }
    }
  },
});

const ENDPOINTS: readonly Pattern[] = samlEndpointPatterns.map(compilePattern);

function isEndpoint(pattern: Pattern): boolean {
  return ENDPOINTS.some((endpoint) => intersects(endpoint, pattern));
}

const LOWER_ENDPOINTS: readonly Pattern[] = samlEndpointPatterns.map((text) => compilePattern(text.toLowerCase()));

function isEndpointInAnyCase(text: string): boolean {
  const pattern = literal(text.toLowerCase());
  return LOWER_ENDPOINTS.some((endpoint) => intersects(endpoint, pattern));
}

function literal(text: string): Pattern {
  return compileParts(text, [{ text, isLiteral: true }]);
}
