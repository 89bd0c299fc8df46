import { type Method, PASS_ROLE_METHODS } from '../../catalog/tables/escalation';
import { compilePattern, matches, type Pattern } from '../../language/pattern';
import { type ActionGrant, grantsOf } from '../action-grant';
import { reachesEvery } from '../entity-scope';
import { heldServices } from '../held-services';
import { iamEscalations } from '../iam-escalation';
import { listText } from '../message';
import { limitToService, PASS_ROLE, pinnedServices } from '../passed-service';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'privesc-passrole-combo',
  severity: 'security',
  policyTypes: ['identity'],
  title: 'Any role can be used through a service',
  why: 'Passing a role and starting something that runs with it gives all rights of that role.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  messages: {
    method:
      'Any role can be passed and used with {actions}: whoever has this policy has the rights of every role. Name the roles in "Resource".',
  },
  fixes: {
    service: {
      title: 'Add "iam:PassedToService" condition',
      effect: 'narrows',
      note: 'The service is yours to fill in. Beside other actions a Deny for all other services is added.',
    },
  },
  good: [
    `{ "Effect": "Allow", "Action": ["lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "arn:aws:lambda:us-east-1:111122223333:function:app-*" },
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/app/LambdaBasic", "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } } }`,
    {
      ignore: ['action-duplicate-across-allow', 'resource-star-unneeded'],
      text: `{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } },
{ "Effect": "Allow", "Action": ["lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*" }`,
    },
    {
      ignore: ['passrole-star-resource', 'resource-star-unneeded'],
      text: '{ "Effect": "Allow", "Action": ["iam:PassRole", "lambda:CreateFunction"], "Resource": "*" }',
    },
    {
      ignore: ['privesc-iam-self', 'passrole-star-action-resource', 'resource-star-unneeded'],
      text: '{ "Effect": "Allow", "Action": ["iam:*", "ec2:RunInstances"], "Resource": "*" }',
    },
    {
      ignore: ['resource-star-unneeded'],
      text: `{ "Effect": "Allow", "Action": ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*" },
{ "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }`,
    },
  ],
  bad: [
    {
      ignore: ['passrole-star-resource', 'resource-star-unneeded'],
      text: `
{ "Effect": "Allow", "Action": ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*" }
                                ~~~~~~~~~~~~~~ method +fix => 1 It runs with the role. => 1 It runs with the role.: Any role can be passed and used with "lambda:CreateFunction" and "lambda:InvokeFunction": whoever has this policy has the rights of every role. Name the roles in "Resource".
== fix Add "iam:PassedToService" condition ==
{ "Effect": "Allow", "Action": ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*" }, { "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:PassedToService": "" } } }`,
    },
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringLike": { "iam:PassedToService": "ec2.*" } } },
                               ~~~~~~~~~~~~~~ method
{ "Effect": "Allow", "Action": "ec2:Run*", "Resource": "*" }`,
    {
      ignore: ['resource-star-unneeded'],
      text: `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com.cn" } } },
                               ~~~~~~~~~~~~~~ method => 2 It runs with the role.
{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*" }`,
    },
  ],
  checkDocument({ document, statements, tree, report, fix }) {
    const passing = grantsOf(statements, PASS_ROLE.action).find(isOpen);
    if (passing === undefined || passing.how === 'notAction' || passing.entry.isEverything) return;
    // iam:* makes an administrator without any role being passed: privesc-iam-self says it.
    if (iamEscalations(statements).some(({ grant }) => grant.entry === passing.entry)) return;
    const services = pinnedServices(passing.facts.conditions, PASS_ROLE) ?? heldServices(document, PASS_ROLE);
    const found = PASS_ROLE_METHODS.filter((method) => mayBePassedTo(services, method.service))
      .map((method) => grantedSteps(statements, method))
      .find((steps) => steps !== undefined);
    if (found === undefined) return;
    const fixes = () => {
      const edits = services === undefined ? limitToService(document, tree, passing, PASS_ROLE) : [];
      return [fix('service', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    const related = found.flatMap(({ grant }) =>
      grant.how === 'notAction' ? [] : [{ range: grant.entry.node, message: 'It runs with the role.' }],
    );
    const actions = listText(found.map(({ name }) => `"${name}"`));
    const canFix = services === undefined;
    report(passing.entry.node, 'method', { actions }, canFix ? { fixes, related } : { related });
  },
});

interface Step {
  readonly name: string;
  readonly grant: ActionGrant;
}

/** Any role: a role that is named is the author's choice. */
function isOpen({ facts }: ActionGrant): boolean {
  if (facts.statement.resource === undefined) return false;
  return facts.statement.resource.isNegated || facts.resources.some((entry) => reachesEvery(entry, 'role'));
}

function mayBePassedTo(services: readonly string[] | undefined, service: string): boolean {
  return services === undefined || services.some((text) => matchesService(compilePattern(text), service));
}

/** Also with the suffix of the China Regions. */
function matchesService(pattern: Pattern, service: string): boolean {
  return matches(pattern, service) || matches(pattern, `${service}.cn`);
}

/** An Allow for each step of the method, or undefined where one lacks. */
function grantedSteps(statements: readonly StatementFacts[], method: Method): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (const names of method.steps) {
    const step = firstGranted(statements, names);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return steps;
}

function firstGranted(statements: readonly StatementFacts[], names: readonly string[]): Step | undefined {
  for (const name of names) {
    const [grant] = grantsOf(statements, name);
    if (grant !== undefined) return { name, grant };
  }
  return undefined;
}
