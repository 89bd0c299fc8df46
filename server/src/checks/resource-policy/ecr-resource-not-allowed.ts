import { removeMember } from '../../syntax/edits';
import { policyHost } from '../policy-host';
import { rule } from '../rule';
import { selectsAction } from '../statement-facts';

export default rule({
  code: 'ecr-resource-not-allowed',
  severity: 'error',
  policyTypes: ['resource'],
  title: 'Resource in a repository policy',
  why: 'The policy of a repository is for that repository: Amazon ECR refuses it with a Resource.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html',
  messages: {
    resource: 'The policy of an ECR repository takes no "{element}": it is for its own repository. Remove it.',
  },
  fixes: {
    remove: { title: 'Remove "{element}"', effect: 'none', safe: true },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "ecr:BatchGetImage" }',
    {
      ignore: ['principal-root-means-account'],
      text: '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": ["ecr:CreateRepository", "ecr:ReplicateImage"], "Resource": "arn:aws:ecr:us-east-1:111122223333:repository/*" }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "ecr:BatchGetImage", "Resource": "*" }
                                                                                                                  ~~~~~~~~~~ resource +fix!
== fix Remove "Resource" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "ecr:BatchGetImage" }`,
  ],
  checkDocument({ statements, tree, report, fix }) {
    if (
      policyHost(statements) !== 'ecr' ||
      statements.some((facts) => REGISTRY.some((name) => selectsAction(facts, name)))
    )
      return;
    for (const { statement } of statements) {
      const { object, resource } = statement;
      if (object === undefined || resource === undefined) continue;
      const element = resource.member.key.value;
      report(
        resource.member.key,
        'resource',
        { element },
        { fixes: [fix('remove', { element }, removeMember(tree, object, resource.member))] },
      );
    }
  },
});

/** Actions of the policy of a whole registry, which does name repositories. */
const REGISTRY = ['ecr:CreateRepository', 'ecr:ReplicateImage', 'ecr:BatchImportUpstreamImage'];
