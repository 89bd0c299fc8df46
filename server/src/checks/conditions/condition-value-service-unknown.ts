import { replaceNode } from '../../syntax/edits';
import { rule } from '../rule';
import { serviceNameProblem } from '../service-principal-names';
import { serviceKeyKind, serviceValues } from '../service-values';

export default rule({
  code: 'condition-value-service-unknown',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Unknown service principal',
  why: 'A misspelt name of a service matches no request, so that the service that was meant is not allowed, or not denied.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services',
  offline: 'AWS publishes no full list of service principals: a name that resembles none is taken for right.',
  needs: 'Condition',
  messages: { close: 'No service principal "{value}" is known. Did you mean "{name}"?' },
  fixes: { change: { title: 'Change to "{name}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App",
  "Condition": { "StringEquals": { "iam:PassedToService": ["ecs-tasks.amazonaws.com", "a-service-of-tomorrow.amazonaws.com", "apprunner.eu-west-1.amazonaws.com"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App",
  "Condition": { "StringEquals": { "iam:PassedToService": "ecs-task.amazonaws.com" } } }
                                                          ~~~~~~~~~~~~~~~~~~~~~~~~ close +fix: No service principal "ecs-task.amazonaws.com" is known. Did you mean "ecs-tasks.amazonaws.com"?
== fix Change to "ecs-tasks.amazonaws.com" ==
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App",
  "Condition": { "StringEquals": { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } }`,
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App",
  "Condition": { "StringEquals": { "iam:PassedToService": ["ecs.tasks.amazonaws.com", "cloudwatch-events.amazonaws.com", "apigw.amazonaws.com"] } } }
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~ close +fix
                                                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ close +fix
                                                                                                                         ~~~~~~~~~~~~~~~~~~~~~ close +fix`,
  ],
  checkStatement({ conditions, catalog, report, fix }) {
    for (const entry of conditions) {
      if (serviceKeyKind(entry) !== 'principal') continue;
      for (const { text: value, node } of serviceValues(entry)) {
        const name = OTHER_NAMES.get(value) ?? nearName(serviceNameProblem(catalog, value));
        if (name === undefined) continue;
        const fixes = [fix('change', { name }, [replaceNode(node, JSON.stringify(name))])];
        report(node, 'close', { value, name }, { fixes });
      }
    }
  },
});

function nearName(problem: ReturnType<typeof serviceNameProblem>): string | undefined {
  return problem?.kind === 'near' ? problem.suggestion : undefined;
}

/** Names that people write for a service, and its principal. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['apigw.amazonaws.com', 'apigateway.amazonaws.com'],
  ['cloudwatch-events.amazonaws.com', 'events.amazonaws.com'],
  ['cloudwatchevents.amazonaws.com', 'events.amazonaws.com'],
  ['ecs.tasks.amazonaws.com', 'ecs-tasks.amazonaws.com'],
  ['eventbridge.amazonaws.com', 'events.amazonaws.com'],
  ['stepfunctions.amazonaws.com', 'states.amazonaws.com'],
]);
