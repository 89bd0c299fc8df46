import { expect, test } from 'vitest';
import type { Finding } from '../../../server/src/checks/finding';
import { rules } from '../../../server/src/checks/index';
import { applyEdits } from '../../../server/src/syntax/edits';
import { testCatalog } from '../../kit/catalog';
import { findingsOf, readExample } from '../../kit/rules';

const catalog = testCatalog();

/** The titles of all fixes that a rule offers for statements. */
function titles(code: string, type: 'identity' | 'resource', text: string): readonly string[] {
  const rule = rules.find((each) => each.code === code)!;
  const found = findingsOf(rule, readExample(rule, { text, type }), catalog).filter((each) => each.code === code);
  return found.flatMap(({ fixes }) => fixes.map(({ title }) => title));
}

test('aws:ARN becomes a key that the request carries', () => {
  const condition = (key: string, value: string) => `"Condition": { "ArnLike": { "${key}": "${value}" } }`;
  const service = (value: string) =>
    `{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q", ${condition('aws:ARN', value)} }`;
  const role = 'arn:aws:iam::111122223333:role/App';
  expect(titles('condition-key-deprecated-arn', 'resource', service('arn:aws:sns:us-east-1:111122223333:t'))).toEqual([
    'Change to "aws:SourceArn"',
  ]);
  expect(titles('condition-key-deprecated-arn', 'resource', service(role))).toEqual(['Change to "aws:SourceArn"']);
  const both = service('arn:aws:sns:us-east-1:111122223333:t').replace('"Service"', '"AWS": "111122223333", "Service"');
  expect(titles('condition-key-deprecated-arn', 'resource', both)).toEqual([
    'Change to "aws:SourceArn"',
    'Change to "aws:PrincipalArn"',
  ]);
  const own = `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", ${condition('aws:ARN', role)} }`;
  expect(titles('condition-key-deprecated-arn', 'identity', own)).toEqual(['Change to "aws:PrincipalArn"']);
});

/** The names that the fix "Expand wildcard" or "List matching actions" writes. */
function expanded(code: string, text: string): readonly string[] {
  const rule = rules.find((each) => each.code === code)!;
  const isScp = code.startsWith('scp');
  const options = { scpDialect: isScp ? 'legacy' : 'full' } as const;
  const example = readExample(rule, { text, type: isScp ? 'scp' : 'identity', options });
  const found = findingsOf(rule, example, catalog).filter((each) => each.code === code);
  const fix = found.flatMap(({ fixes }) => fixes).find(({ title }) => /^(Expand|List)/.test(title));
  return fix?.edits.flatMap(({ newText }) => newText.match(/[\w-]+:\w+/g) ?? []) ?? [];
}

test('a wildcard expands to what fits the resources of its statement', () => {
  const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
  const grant = (action: string, resource: string, effect = 'Allow') =>
    `{ "Effect": "${effect}", "Action": "${action}", "Resource": "${resource}" }`;
  const all = expanded('action-service-star-allow', grant('sqs:*', '*'));
  expect(all.filter((name) => !expanded('action-service-star-allow', grant('sqs:*', queue)).includes(name))).toEqual([
    'sqs:ListQueues',
  ]);
  // Nothing fits: nothing is left out.
  expect(expanded('action-service-star-allow', grant('sqs:*', 'arn:aws:s3:::amzn-s3-demo-bucket'))).toEqual(all);
  const volume = 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-0a1b2c3d4e5f60718';
  const stops = 'ec2:*tach?olume';
  expect(expanded('scp-action-wildcard', grant(stops, volume))).toEqual(['ec2:AttachVolume', 'ec2:DetachVolume']);
});

test('a Deny keeps what the data may be wrong about', () => {
  const volume = 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-0a1b2c3d4e5f60718';
  const list = (effect: string) =>
    expanded('scp-action-wildcard', `{ "Effect": "${effect}", "Action": "ec2:Modify?o*", "Resource": "${volume}" }`);
  const onVolumes = ['ec2:ModifyVolume', 'ec2:ModifyVolumeAttribute'];
  const others = ['ec2:ModifyHosts', 'ec2:ModifyLocalGatewayRoute', 'ec2:ModifyRouteServer'];
  expect([list('Allow'), list('Deny')]).toEqual([onVolumes, [...others, ...onVolumes]]);
});

/** Fixes that lessen what a finding is about, which only another one ends; and one that is about each of two entries in turn. */
const LEFT = new Set(['passrole-notresource', 'passrole-star-action-notresource', 'principal-redundant']);

test('what a fix was accepted for is not said again', () => {
  const left = new Set<string>();
  for (const rule of rules)
    for (const bad of rule.bad) {
      const example = readExample(rule, bad);
      const own = findingsOf(rule, example, catalog).filter(({ code }) => code === rule.code);
      for (const { message, fixes } of own)
        for (const { edits } of fixes) {
          const after = { ...example, text: applyEdits(example.text, edits) };
          const count = (findings: readonly Finding[]) => findings.filter((each) => each.message === message).length;
          if (count(findingsOf(rule, after, catalog)) >= count(own)) left.add(rule.code);
        }
    }
  expect(left).toEqual(LEFT);
});
