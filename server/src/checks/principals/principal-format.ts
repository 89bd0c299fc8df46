import { principalTypeOf } from '../../evaluation/principal-form';
import { type JsonValue, jsonValueOf, replaceValue } from '../../syntax/edits';
import type { TreeNode } from '../../syntax/tree';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'principal-format',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Principal that is no object',
  why: 'Principal is "*" or an object that says which kind of principal each value is; AWS rejects anything else.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-principal-format',
  aaIssueCodes: ['INVALID_PRINCIPAL_FORMAT'],
  needs: 'Principal',
  messages: {
    format: '"{element}" takes "*" or an object with keys such as "AWS", and this is {actual}. AWS rejects the policy.',
  },
  fixes: { wrap: { title: 'Wrap in an object with "{key}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    '{ "Effect": "Allow", "Principal": "${principal}", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Allow", "Principal": { "Ref": "Who" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": "arn:aws:iam::111122223333:role/App", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ format +fix: "Principal" takes "*" or an object with keys such as "AWS", and this is a plain string. AWS rejects the policy.
== fix Wrap in an object with "AWS" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": "ec2.amazonaws.com", "Action": "sts:AssumeRole" }
                                  ~~~~~~~~~~~~~~~~~~~ format +fix`,
    },
    `
{ "Effect": "Allow", "Principal": ["111122223333", "444455556666"], "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ format +fix
{ "Effect": "Allow", "Principal": 111122223333, "Action": "s3:GetBucketAcl", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" },
                                  ~~~~~~~~~~~~ format +fix
{ "Effect": "Allow", "Principal": "everybody", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" },
                                  ~~~~~~~~~~~ format
{ "Effect": "Allow", "Principal": null, "Action": "s3:GetBucketTagging", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }
                                  ~~~~ format`,
  ],
  checkStatement({ statement, tree, type, report, fix }) {
    if (type === 'rcp') return;
    for (const element of ['Principal', 'NotPrincipal'] as const) {
      const value = statement.elements[element]?.value;
      const actual = value === undefined ? undefined : wrongKind(value);
      if (value === undefined || actual === undefined) continue;
      const wrapped = wrappedValue(value);
      const fixes =
        wrapped === undefined
          ? []
          : [fix('wrap', { key: wrapped.key }, [replaceValue(tree, value, { [wrapped.key]: wrapped.value })])];
      report(value, 'format', { element, actual }, { fixes });
    }
  },
});

function wrongKind(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'string':
      return node.value === '*' || isOpenText(node.value) ? undefined : 'a plain string';
    case 'array':
      return 'an array';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean';
    case 'null':
      return 'null';
    default:
      return undefined;
  }
}

/** The value under the key that its shape asks for; undefined where the shape says nothing, or two things. */
function wrappedValue(node: TreeNode): { readonly key: string; readonly value: JsonValue } | undefined {
  const values = (node.kind === 'array' ? node.items : [node]).map((item) =>
    item.kind === 'number' ? item.text : jsonValueOf(item),
  );
  const keys = new Set(values.map((value) => (typeof value === 'string' ? shapeOf(value) : undefined)));
  const [key] = keys;
  if (keys.size !== 1 || key === undefined) return undefined;
  return { key, value: node.kind === 'array' ? values : (values[0] ?? '') };
}

function shapeOf(text: string): string | undefined {
  return text === '*' ? 'AWS' : principalTypeOf(text);
}
