import { replaceNode } from '../../syntax/edits';
import { rule } from '../rule';
import { serviceNameProblem } from '../service-principal-names';
import { isViaServiceName, regionOf, serviceKeyKind, serviceValues, viaServiceParts } from '../service-values';

export default rule({
  code: 'condition-value-service-principal',
  severity: 'error',
  policyTypes: 'all',
  title: 'Value is no service principal',
  why: 'The key holds the name of a service in a fixed form, so that a test for another form never matches.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-service-principal-format',
  aaIssueCodes: ['INVALID_SERVICE_PRINCIPAL_FORMAT'],
  needs: 'Condition',
  messages: {
    form: '"{key}" holds names such as "ec2.amazonaws.com", and "{value}" is none.',
    case: 'Names of services are in lower case, and "{value}" matches none. Write "{name}".',
    via: '"{key}" holds names with a Region, such as "s3.us-east-1.amazonaws.com", and "{value}" is none.',
  },
  fixes: {
    change: { title: 'Change to "{name}"', effect: 'depends' },
    region: { title: 'Change to "{name}" in this Region', effect: 'depends' },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  "Condition": { "StringLike": { "kms:ViaService": ["s3.*.amazonaws.com", "ec2.eu-west-1.amazonaws.com", "sns.cn-north-1.amazonaws.com.cn", "rds.\${AWS::Region}.amazonaws.com"] } } }`,
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App",
  "Condition": { "StringLike": { "iam:PassedToService": ["ecs-tasks.amazonaws.com", "logs.eu-west-1.amazonaws.com", "ec2.amazonaws.com.cn", "lambda.*"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  "Condition": { "StringEquals": { "kms:ViaService": "s3.amazonaws.com" } } }
                                                     ~~~~~~~~~~~~~~~~~~ via +fix: "kms:ViaService" holds names with a Region, such as "s3.us-east-1.amazonaws.com", and "s3.amazonaws.com" is none.
== fix Change to "s3.us-east-1.amazonaws.com" in this Region ==
{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  "Condition": { "StringEquals": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } } }`,
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App",
  "Condition": { "StringEquals": { "iam:PassedToService": ["lambda", "EC2.amazonaws.com", "arn:aws:iam::111122223333:role/App"] } } }
                                                           ~~~~~~~~ form +fix
                                                                     ~~~~~~~~~~~~~~~~~~~ case +fix
                                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ form
== fix Change to "lambda.amazonaws.com" ==
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App",
  "Condition": { "StringEquals": { "iam:PassedToService": ["lambda.amazonaws.com", "EC2.amazonaws.com", "arn:aws:iam::111122223333:role/App"] } } }`,
  ],
  checkStatement({ conditions, resources, catalog, report, fix }) {
    for (const entry of conditions) {
      const kind = serviceKeyKind(entry);
      for (const { text: value, node } of kind === undefined ? [] : serviceValues(entry)) {
        const data = { key: entry.key, value };
        if (kind === 'via') {
          if (isViaServiceName(catalog, value)) continue;
          const region = regionOf(catalog, resources, conditions);
          const parts = viaServiceParts(catalog, value);
          const name = `${parts?.service}.${region}.${parts?.suffix}`;
          const isKnown = region !== undefined && parts !== undefined;
          const fixes = isKnown ? [fix('region', { name }, [replaceNode(node, JSON.stringify(name))])] : [];
          report(node, 'via', data, { fixes });
          continue;
        }
        const problem = serviceNameProblem(catalog, value);
        if (problem?.kind !== 'form' && problem?.kind !== 'case') continue;
        const name = problem.suggestion;
        const fixes = name === undefined ? [] : [fix('change', { name }, [replaceNode(node, JSON.stringify(name))])];
        if (problem.kind === 'case') report(node, 'case', { value, name: name ?? value.toLowerCase() }, { fixes });
        else report(node, 'form', data, { fixes });
      }
    }
  },
});
