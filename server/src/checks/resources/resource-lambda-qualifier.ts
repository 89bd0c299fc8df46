import { hasWildcard } from '../../language/pattern';
import { addEntries } from '../../syntax/edits';
import { coversSome } from '../covered-arn';
import { rule } from '../rule';
import { entrySelects } from '../statement-facts';

export default rule({
  code: 'resource-lambda-qualifier',
  severity: 'suggestion',
  policyTypes: ['identity'],
  defaultOn: false,
  title: 'Function without versions and aliases',
  why: 'A call that names a version or an alias is checked against the ARN with that qualifier.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html',
  needs: ['Allow', 'ARN'],
  messages: {
    qualifier: 'Calls that name a version or alias are not allowed by this ARN. Add "{arn}" if there are such.',
  },
  fixes: { add: { title: 'Add the qualified form', effect: 'widens' } },
  good: [
    '{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": ["arn:aws:lambda:us-east-1:111122223333:function:orders", "arn:aws:lambda:us-east-1:111122223333:function:orders:*"] }',
    '{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:orders:live" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:orders" }
                                                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ qualifier +fix
== fix Add the qualified form ==
{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": ["arn:aws:lambda:us-east-1:111122223333:function:orders", "arn:aws:lambda:us-east-1:111122223333:function:orders:*"] }`,
  ],
  checkStatement({ statement, actions, resources, tree, report, fix }) {
    const list = statement.resource;
    if (statement.effect !== 'Allow' || statement.action?.isNegated !== false || list?.isNegated !== false) return;
    if (!actions.some((entry) => entrySelects(entry, 'lambda:InvokeFunction'))) return;
    for (const { text, node, arn } of resources) {
      if (
        arn?.service !== 'lambda' ||
        !/^function:[^:]+$/.test(arn.resource) ||
        hasWildcard(text) ||
        text.includes('$')
      )
        continue;
      const qualified = `${text}:*`;
      if (coversSome(resources, qualified)) continue;
      report(
        node,
        'qualifier',
        { arn: qualified },
        { fixes: () => [fix('add', {}, addEntries(tree, list.member.value, [qualified]))] },
      );
    }
  },
});
