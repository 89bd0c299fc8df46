import { rangeIn } from '../../syntax/tree';
import { secondParameterSlash } from '../near-arns';
import { rule } from '../rule';

export default rule({
  code: 'arn-ssm-parameter-slash',
  severity: 'warning',
  policyTypes: ['identity', 'boundary', 'session', 'scp'],
  title: 'Parameter ARN with two slashes',
  why: 'The slash in front of a parameter name is the one behind "parameter": /prod/db has the ARN …:parameter/prod/db.',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html',
  needs: 'ARN',
  messages: {
    double: 'ARNs of parameters have one slash behind "parameter", so this matches none. Remove the second.',
  },
  fixes: { remove: { title: 'Remove the extra slash', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:us-east-1:111122223333:parameter/prod/db" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:us-east-1:111122223333:parameter//prod/db" }
                                                                                                             ~ double +fix
== fix Remove the extra slash ==
{ "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:us-east-1:111122223333:parameter/prod/db" }`,
  ],
  checkStatement({ resources, report, fix }) {
    for (const entry of resources) {
      const at = secondParameterSlash(entry);
      if (at === undefined) continue;
      const range = rangeIn(entry.node, at, at + 1);
      report(range, 'double', {}, { fixes: [fix('remove', {}, [{ range, newText: '' }])] });
    }
  },
});
