import { DATA_ACTIONS } from '../../catalog/tables/escalation';
import { arnStart, fillInEntry } from '../fill-in';
import { firstOf, isOpenAllow, selectedFrom } from '../open-grants';
import { rule } from '../rule';

export default rule({
  code: 'data-exfiltration',
  severity: 'suggestion',
  policyTypes: ['identity'],
  title: 'Data of every resource can be read',
  why: 'With one set of stolen credentials all of it can be carried off.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  needs: 'Allow',
  messages: {
    one: '"{action}" reads data of every resource. Name the resources that are needed.',
    several: '"{action}" includes {first}: data of every resource can be read. Name the resources that are needed.',
  },
  fixes: {
    template: {
      title: 'Restrict Resource to ARN templates',
      effect: 'narrows',
      note: 'The name is yours to fill in. It holds for all actions of the statement.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:us-east-1:111122223333:secret:app/*" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceAccount": "111122223333" } } }',
    '{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ one +fix
== fix Restrict Resource to ARN templates ==
{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:*:*:secret:" }`,
    `
{ "Effect": "Allow", "Action": ["ssm:GetParameter*", "ssm:DescribeParameters"], "Resource": "*" }
                                ~~~~~~~~~~~~~~~~~~~ several: "ssm:GetParameter*" includes "ssm:GetParameter" and 2 others: data of every resource can be read. Name the resources that are needed.`,
    {
      ignore: ['resource-redundant', 'resource-star-unneeded'],
      text: `
{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": ["arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", "*"] }
                               ~~~~~~~~~~~~~ one +fix
== fix Restrict Resource to ARN templates ==
{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": ["arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:kms:*:*:key/"] }`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
                               ~~~~~~~~~~~~~~ one +fix
== fix Restrict Resource to ARN templates ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::" }`,
  ],
  checkStatement(facts) {
    const { actions, resources, catalog, report, fix } = facts;
    if (!isOpenAllow(facts)) return;
    for (const { entry, names } of selectedFrom(actions, DATA_ACTIONS)) {
      // Of a whole service action-service-star-allow speaks.
      if (/^\*+$/.test(entry.name)) continue;
      const action = entry.text;
      const known = entry.number === undefined ? undefined : catalog.actionAt(entry.number);
      const start = known && arnStart(catalog, known);
      const star = resources.find(({ isEverything }) => isEverything);
      const filled = start === undefined || star === undefined ? undefined : fillInEntry(star, start);
      const fixes = filled === undefined ? [] : [fix('template', {}, filled.edits, { completeAt: filled.completeAt })];
      if (entry.nameHasWildcard) report(entry.node, 'several', { action, first: firstOf(names) });
      else report(entry.node, 'one', { action }, { fixes });
    }
  },
});
