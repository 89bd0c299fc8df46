import { replaceString } from '../../syntax/edits';
import type { PrincipalFact } from '../principal-entries';
import { rule } from '../rule';
import { serviceNameProblem } from '../service-principal-names';

export default rule({
  code: 'principal-service-unknown',
  severity: 'warning',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Unknown service principal',
  why: 'A misspelt service principal names no service: AWS rejects the policy, or nobody is allowed.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services',
  offline: 'AWS has no complete list of service principals, so that a name outside the data is a warning only.',
  needs: 'Principal',
  messages: {
    near: 'Unknown service principal "{name}". Did you mean "{suggestion}"?',
    case: 'Service principals are written in lower case. Change it to "{suggestion}".',
    form: '"{name}" has not the form of a service principal. Write it like "lambda.amazonaws.com".',
    unknown: 'The AWS data of {date} has no service principal "{name}". Look it up in the guide of the service.',
  },
  fixes: { change: { title: 'Change to "{suggestion}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Service": ["logs.eu-west-1.amazonaws.com", "ops.apigateway.amazonaws.com", "ec2.amazonaws.com.cn", "export.rds.amazonaws.com",
    "alexa-appkit.amazon.com", "\${service}.amazonaws.com", "kafkaconnect.amazonaws.com"] },
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }`,
  ],
  bad: [
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "Service": "lamda.amazonaws.com" }, "Action": "sts:AssumeRole" },
                                               ~~~~~~~~~~~~~~~~~~~~~ near +fix: Unknown service principal "lamda.amazonaws.com". Did you mean "lambda.amazonaws.com"?
{ "Effect": "Allow", "Principal": { "Service": ["Lambda.amazonaws.com", "ec2.amazon.com", "lambda", "", "frobnicator.amazonaws.com"] }, "Action": "sts:AssumeRole" }
                                                ~~~~~~~~~~~~~~~~~~~~~~ case +fix: Service principals are written in lower case. Change it to "lambda.amazonaws.com".
                                                                        ~~~~~~~~~~~~~~~~ form +fix: "ec2.amazon.com" has not the form of a service principal. Write it like "lambda.amazonaws.com".
                                                                                          ~~~~~~~~ form +fix
                                                                                                    ~~ form
                                                                                                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~ unknown: The AWS data of 2026-09-26 has no service principal "frobnicator.amazonaws.com". Look it up in the guide of the service.
== fix Change to "lambda.amazonaws.com" ==
{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" },
{ "Effect": "Allow", "Principal": { "Service": ["Lambda.amazonaws.com", "ec2.amazon.com", "lambda", "", "frobnicator.amazonaws.com"] }, "Action": "sts:AssumeRole" }`,
    },
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "Service": " ec2.amazonaws.com" }, "Action": "sts:AssumeRole" },
                                               ~~~~~~~~~~~~~~~~~~~~ form +fix
{ "Effect": "Allow", "Principal": { "Service": "https://lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ form +fix
== fix Change to "ec2.amazonaws.com" ==
{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" },
{ "Effect": "Allow", "Principal": { "Service": "https://lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }`,
    },
  ],
  checkStatement({ principals, catalog, type, report, fix }) {
    if (type === 'rcp') return;
    for (const fact of principals) {
      if (!isServiceName(fact)) continue;
      const { text: name, node } = fact;
      const problem = serviceNameProblem(catalog, name);
      if (problem === undefined) continue;
      const suggestion = problem.suggestion ?? '';
      const fixes = suggestion === '' ? [] : [fix('change', { suggestion }, [replaceString(node, suggestion)])];
      report(node, problem.kind, { name, suggestion, date: catalog.dates.services }, { fixes });
    }
  },
});

/** Values of another kind, and wildcards, are reported elsewhere. */
function isServiceName({ type, form, isOpen }: PrincipalFact): boolean {
  if (type !== 'Service' || isOpen) return false;
  return form.kind === 'service' || (form.kind === 'refused' && form.reason === 'malformed');
}
