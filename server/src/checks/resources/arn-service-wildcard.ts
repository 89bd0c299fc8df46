import { hasWildcard } from '../../language/pattern';
import type { ActionEntry } from '../action-entries';
import { fieldRange, replaceField } from '../resource-entries';
import { isServiceWide } from '../resource-extent';
import { rule } from '../rule';

export default rule({
  code: 'arn-service-wildcard',
  severity: 'suggestion',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Wildcard in the service of an ARN',
  why: 'AWS documents no wildcard for the service of an ARN, and such an entry matches resources that nobody thought of.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-wildcard-in-service-name',
  aaIssueCodes: ['WILDCARD_IN_SERVICE_NAME'],
  needs: 'ARN',
  messages: { wildcard: 'The service of an ARN should be a word, not "{service}". Name the service that you mean.' },
  fixes: { change: { title: 'Change to "{best}"', effect: 'activates' } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:*:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:*:::amzn-s3-demo-bucket/*" }
                                                                    ~ wildcard +fix: The service of an ARN should be a word, not "*". Name the service that you mean.
== fix Change to "s3" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": ["codecommit:GitPull", "codebuild:StartBuild"], "Resource": "arn:aws:code*:us-east-1:111122223333:*" }
                                                                                                    ~~~~~ wildcard`,
  ],
  checkStatement({ resources, actions, report, fix }) {
    for (const entry of resources) {
      const service = entry.arn?.service;
      if (service === undefined || !hasWildcard(service) || service.includes('${') || isServiceWide(entry)) continue;
      const best = oneService(actions);
      const fixes = best === undefined ? [] : [fix('change', { best }, [replaceField(entry, 2, best)])];
      report(fieldRange(entry, 2), 'wildcard', { service }, { fixes });
    }
  },
});

function oneService(actions: readonly ActionEntry[]): string | undefined {
  const [first, ...others] = new Set(actions.map(({ prefix }) => prefix.toLowerCase()));
  return others.length === 0 && first !== undefined && first !== '' && !hasWildcard(first) ? first : undefined;
}
