import { fieldRange, replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-service-case',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Service in upper case',
  why: 'ARNs are compared with case, and the service field of every ARN is in lower case.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-arn-service-case',
  aaIssueCodes: ['INVALID_ARN_SERVICE_CASE'],
  needs: 'ARN slip',
  messages: { upper: 'ARNs have the service in lower case, so "{service}" matches no resource. Write "{lower}".' },
  fixes: { lower: { title: 'Change to "{lower}"', effect: 'activates' } },
  good: ['{ "Effect": "Allow", "Action": "S3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/Reports/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:S3:::amzn-s3-demo-bucket/*" }
                                                                    ~~ upper +fix: ARNs have the service in lower case, so "S3" matches no resource. Write "s3".
== fix Change to "s3" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ resources, report, fix }) {
    for (const entry of resources) {
      if (entry.arn === undefined || !entry.slips.includes('arn-service-case')) continue;
      const { service } = entry.arn;
      const lower = service.toLowerCase();
      const fixes = [fix('lower', { lower }, [replaceField(entry, 2, lower)])];
      report(fieldRange(entry, 2), 'upper', { service, lower }, { fixes });
    }
  },
});
