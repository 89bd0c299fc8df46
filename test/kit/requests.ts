/** Requests at random that come near a policy: its own words for actions, resources and values, filled in and a little changed. */
import fc from 'fast-check';
import type { Catalog } from '../../server/src/catalog/catalog';
import type { CompiledPolicy } from '../../server/src/evaluation/compiled';
import type { Caller } from '../../server/src/evaluation/input';
import type { ConcreteRequest } from '../../server/src/semantics/verify';
import { childrenOf, type TreeNode } from '../../server/src/syntax/tree';

const ACCOUNT = '111122223333';
const CALLERS: readonly Caller[] = [
  { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/u`, account: ACCOUNT, partition: 'aws' },
  {
    kind: 'roleSession',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/App/s`,
    account: ACCOUNT,
    partition: 'aws',
    role: { name: 'App', arn: `arn:aws:iam::${ACCOUNT}:role/App` },
    sessionName: 's',
  },
  { kind: 'user', arn: 'arn:aws:iam::444455556666:user/u', account: '444455556666', partition: 'aws' },
  { kind: 'service', arn: 's3.amazonaws.com', account: undefined, partition: 'aws', service: 's3.amazonaws.com' },
  { kind: 'anonymous', arn: '*', account: undefined, partition: 'aws' },
];
const COMMON_VALUES = ['a', '', 'true', 'false', '1', '10.0.0.1', '203.0.113.9', '2026-01-01T00:00:00Z', ACCOUNT];

/** `count` requests, the same each time. */
export function requestsNear(
  catalog: Catalog,
  policies: readonly CompiledPolicy[],
  count: number,
): readonly ConcreteRequest[] {
  const actions = policies.flatMap(({ statements }) =>
    statements.flatMap(({ action }) => (action?.patterns ?? []).flatMap(({ text }) => filled(text))),
  );
  const texts = policies.flatMap(({ document }) => stringsIn(document.root));
  const arns = texts.filter((text) => text.startsWith('arn:')).flatMap(filled);
  const keys = [...new Set(policies.flatMap(({ statements }) => statements.flatMap(({ readKeys }) => [...readKeys])))];
  const value = fc.constantFrom(...COMMON_VALUES, ...texts.flatMap(filled));
  const valuesOf = (key: string) => {
    const isList = catalog.conditionKey(key)?.multivalued === true;
    return fc.option(fc.array(value, isList ? { maxLength: 2 } : { minLength: 1, maxLength: 1 }), { nil: null });
  };
  const context = fc.tuple(...keys.map((key) => valuesOf(key).map((chosen) => [key, chosen] as const)));
  const request = fc.record({
    action: fc.constantFrom(...actions.filter((text) => text.includes(':')), 's3:GetObject', 'ec2:DescribeVpcs'),
    resource: fc.constantFrom('*', 'arn:aws:s3:::bucket/key', ...arns),
    caller: fc.constantFrom(...CALLERS),
    boundary: fc.constant(undefined),
    context: context.map((entries) => new Map(entries)),
  });
  return fc.sample(request, { seed: 20261125, numRuns: count });
}

/** A pattern as texts that match it, and some that nearly do. */
function filled(pattern: string): readonly string[] {
  return [
    ...new Set(['', 'x', 'Get'].map((fill) => pattern.replaceAll('*', fill).replaceAll('?', fill.slice(0, 1) || 'a'))),
  ];
}

function stringsIn(node: TreeNode): readonly string[] {
  return node.kind === 'string' ? [node.value] : childrenOf(node).flatMap(stringsIn);
}
