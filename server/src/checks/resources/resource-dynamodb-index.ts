import { hasWildcard } from '../../language/pattern';
import { addEntries } from '../../syntax/edits';
import { coversSome } from '../covered-arn';
import { rule } from '../rule';
import { entrySelects } from '../statement-facts';

export default rule({
  code: 'resource-dynamodb-index',
  severity: 'suggestion',
  policyTypes: ['identity', 'boundary'],
  defaultOn: false,
  title: 'Table without its indexes',
  why: 'A query on a secondary index is checked against the ARN of the index.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/using-identity-based-policies.html',
  needs: ['Allow', 'ARN'],
  messages: {
    index: 'Queries on indexes of this table are not allowed by its own ARN. Add "{arn}" if it has indexes.',
  },
  fixes: { add: { title: 'Add the index ARN', effect: 'widens' } },
  good: [
    '{ "Effect": "Allow", "Action": ["dynamodb:Query", "dynamodb:GetItem"], "Resource": ["arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "arn:aws:dynamodb:us-east-1:111122223333:table/Orders/index/*"] }',
    '{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["dynamodb:Query", "dynamodb:GetItem"], "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }
                                                                                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ index +fix
== fix Add the index ARN ==
{ "Effect": "Allow", "Action": ["dynamodb:Query", "dynamodb:GetItem"], "Resource": ["arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "arn:aws:dynamodb:us-east-1:111122223333:table/Orders/index/*"] }`,
  ],
  checkStatement({ statement, actions, resources, tree, report, fix }) {
    const list = statement.resource;
    if (statement.effect !== 'Allow' || statement.action?.isNegated !== false || list?.isNegated !== false) return;
    if (!actions.some((entry) => QUERIES.some((name) => entrySelects(entry, name)))) return;
    for (const { text, node, arn } of resources) {
      if (
        arn?.service !== 'dynamodb' ||
        !/^table\/[^/]+$/.test(arn.resource) ||
        hasWildcard(text) ||
        text.includes('$')
      )
        continue;
      const index = `${text}/index/*`;
      if (coversSome(resources, index)) continue;
      report(
        node,
        'index',
        { arn: index },
        { fixes: () => [fix('add', {}, addEntries(tree, list.member.value, [index]))] },
      );
    }
  },
});

const QUERIES = ['dynamodb:Query', 'dynamodb:Scan'] as const;
