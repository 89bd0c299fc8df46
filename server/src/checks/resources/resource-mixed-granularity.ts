import { addEntries } from '../../syntax/edits';
import { listText } from '../message';
import type { ResourceEntry } from '../resource-entries';
import { unfitActions } from '../resource-fit';
import { rule } from '../rule';
import { partnerArn } from '../template-arns';

export default rule({
  code: 'resource-mixed-granularity',
  severity: 'suggestion',
  policyTypes: ['identity', 'boundary', 'session'],
  title: 'Bucket or objects, and actions for both',
  why: 'A bucket and the objects in it have ARNs of their own; a statement with actions for both needs both.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html',
  needs: 'Allow',
  messages: {
    bucket: 'Resource has the objects of the bucket only, and the bucket itself is missing for {actions}. Add "{arn}".',
    objects: 'Resource has the bucket only, and its objects are missing for {actions}. Add "{arn}".',
  },
  fixes: { add: { title: 'Add "{arn}"', effect: 'widens' } },
  good: [
    '{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"] }',
    '{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket*" }',
  ],
  bad: [
    {
      text: `
{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ bucket +fix: Resource has the objects of the bucket only, and the bucket itself is missing for "s3:ListBucket". Add "arn:aws:s3:::amzn-s3-demo-bucket".
== fix Add "arn:aws:s3:::amzn-s3-demo-bucket" ==
{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:s3:::amzn-s3-demo-bucket"] }`,
      ignore: ['resource-action-mismatch'],
    },
    {
      text: `
{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject", "s3:Put*Object"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket"] }
                                                                                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ objects +fix`,
      ignore: ['resource-action-mismatch'],
    },
  ],
  checkStatement({ statement, actions, resources, principals, conditions, tree, catalog, report, fix }) {
    const list = statement.resource?.member.value;
    const lone = loneS3Entry(resources);
    if (lone === undefined || list === undefined || actions.length < 2 || statement.effect !== 'Allow') return;
    const service = catalog.service('s3');
    const level = lone.arn?.resource.includes('/') === true ? 'bucket' : 'objects';
    const partner = service?.resourceType(level === 'bucket' ? 'bucket' : 'object');
    if (partner === undefined) return;
    const unfit = unfitActions(catalog, { statement, actions, resources, principals, conditions }).filter(
      ({ entry, problem, types }) =>
        problem === 'type' && entry.prefix.toLowerCase() === 's3' && (types.length === 0 || types.includes(partner)),
    );
    const arn = partnerArn(lone, partner);
    if (unfit.length === 0 || unfit.length === actions.length || arn === undefined) return;
    const names = listText(
      unfit.map(({ entry }) => `"${entry.text}"`),
      4,
    );
    const fixes = () => [fix('add', { arn }, addEntries(tree, list, [arn]))];
    report(lone.node, level, { actions: names, arn }, { fixes });
  },
});

/** The one ARN of a bucket or of objects; none where there are several. */
function loneS3Entry(resources: readonly ResourceEntry[]): ResourceEntry | undefined {
  const ofS3 = resources.filter(({ arn }) => arn?.service === 's3' && arn.region === '' && arn.account === '');
  return ofS3.length === 1 && ofS3.length === resources.length ? ofS3[0] : undefined;
}
