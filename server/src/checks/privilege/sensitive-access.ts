import { compilePattern, covers, intersects } from '../../language/pattern';
import type { ResourceEntry } from '../resource-entries';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'sensitive-access',
  severity: 'security',
  policyTypes: ['identity'],
  title: 'Sensitive access',
  why: 'The project has marked this access as one that needs care.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  needs: 'Allow',
  messages: {
    marked:
      '"{action}" on "{resource}" is access that this project marks as sensitive ("{pattern}"). Check that it is meant.',
    beyond:
      '"{action}" with "NotResource" reaches what this project marks as sensitive ("{pattern}"). Check that it is meant.',
  },
  good: [
    {
      options: { sensitiveAccess: { 's3:GetObject': ['arn:aws:s3:::amzn-s3-demo-payroll*'] } },
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    },
    {
      options: { sensitiveAccess: { 's3:GetObject': ['arn:aws:s3:::amzn-s3-demo-payroll*'] } },
      text: '{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-payroll" }',
    },
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-payroll/*" }',
    {
      options: { sensitiveAccess: { 's3:GetObject': ['arn:aws:s3:::amzn-s3-demo-payroll*'] } },
      ignore: ['resource-notresource-allow'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::amzn-s3-demo-pay*" }',
    },
  ],
  bad: [
    {
      options: { sensitiveAccess: { 's3:GetObject': ['arn:aws:s3:::amzn-s3-demo-payroll*'] } },
      text: `
{ "Effect": "Allow", "Action": "s3:Get*", "Resource": ["arn:aws:s3:::amzn-s3-demo-payroll/*"] }
                                                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ marked: "s3:Get*" on "arn:aws:s3:::amzn-s3-demo-payroll/*" is access that this project marks as sensitive ("arn:aws:s3:::amzn-s3-demo-payroll*"). Check that it is meant.`,
    },
    {
      options: { sensitiveAccess: { 's3:GetObject': ['arn:aws:s3:::amzn-s3-demo-payroll*'] } },
      ignore: ['resource-notresource-allow'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::amzn-s3-demo-logs/*" }
                                               ~~~~~~~~~~~~~ beyond: "s3:GetObject" with "NotResource" reaches what this project marks as sensitive ("arn:aws:s3:::amzn-s3-demo-payroll*"). Check that it is meant.`,
    },
  ],
  checkStatement(facts) {
    const { statement, resources, options, report } = facts;
    const marked = Object.entries(options.sensitiveAccess);
    const { resource } = statement;
    if (marked.length === 0 || statement.effect !== 'Allow' || resource === undefined) return;
    for (const [actionPattern, patterns] of marked) {
      const action = actionMeeting(facts, actionPattern);
      if (action === undefined) continue;
      if (resource.isNegated) {
        const beyond = patterns.find((each) => !resources.some((entry) => excludes(entry, each)));
        if (beyond !== undefined) report(resource.member.key, 'beyond', { action, pattern: beyond });
        continue;
      }
      for (const entry of resources) {
        const pattern = patterns.find((each) => overlaps(entry, each));
        if (pattern !== undefined) report(entry.node, 'marked', { action, resource: entry.text, pattern });
      }
    }
  },
});

function actionMeeting({ statement, actions }: StatementFacts, pattern: string): string | undefined {
  if (statement.action === undefined) return undefined;
  const wanted = compilePattern(pattern.toLowerCase());
  const met = actions.find(({ text }) => intersects(compilePattern(text.toLowerCase()), wanted));
  if (!statement.action.isNegated) return met?.text;
  return met === undefined ? pattern : undefined;
}

function overlaps({ text }: ResourceEntry, pattern: string): boolean {
  return intersects(compilePattern(text), compilePattern(pattern));
}

function excludes({ text }: ResourceEntry, pattern: string): boolean {
  return covers(compilePattern(text), compilePattern(pattern));
}
