/**
 * What the checks say of a resource is held against how IAM matches: an entry that matches an ARN of the catalog is never said to
 * match nothing, and its action never to work on none of the resources.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import { checkSite, createCheckCache } from '../../../server/src/checks/run';
import { compilePattern, matchesArn } from '../../../server/src/language/pattern';
import { testCatalog } from '../../kit/catalog';
import { siteOf } from '../../kit/rules';

const catalog = testCatalog();
const cache = createCheckCache(catalog);

const CLAIM =
  /match(es)? (no|none|nothing|any)\b|does not match|(allows|denies|decides) nothing|works on none|No action (that|of)|No resource/;
/** The form of a secret's name is no part of its ARN's format. */
const NOT_OF_FORMATS = new Set(['arn-secret-suffix']);
const claiming = rules.filter(
  (rule) =>
    rule.family === 'resources' &&
    !NOT_OF_FORMATS.has(rule.code) &&
    Object.values(rule.messages).some((message) => CLAIM.test(message)),
);

/** Each action with each format of the types on which it works, but for the one of AWS Backup that leaves the service open. */
const uses = catalog.services.flatMap(({ prefix }) => {
  const service = catalog.service(prefix);
  return (service?.actions ?? []).flatMap((action) =>
    action.resourceTypes
      .flatMap(({ name }) => service?.resourceType(name)?.templates ?? [])
      .filter(({ service }) => service !== '*')
      .map(({ text }) => ({ action: `${prefix}:${action.name}`, format: text })),
  );
});

const PLACES = [
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
] as const;
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,7}$/);

const arnOf = (format: string) =>
  fc
    .tuple(fc.constantFrom(...PLACES), fc.array(word, { minLength: 8, maxLength: 8 }))
    .map(([[partition, region], words]) => {
      // A format that names its Region is one of the standard partition.
      const own = /:(us|eu)-[a-z]+-\d:/.test(format) ? 'aws' : partition;
      let at = 0;
      const next = () => words[at++ % words.length]!;
      return format
        .replaceAll('${Partition}', own)
        .replaceAll('${Region}', region)
        .replace(/\$\{[^}]*Account[^}]*\}/g, '111122223333')
        .replace(/\$\{[^}]*\}/g, next)
        .replaceAll('*', next);
    });

/** A run of fields, or of characters, becomes a star; a character becomes a question mark. */
const cut = fc.record({
  kind: fc.constantFrom('fields', 'fields', 'characters', 'start', 'one'),
  from: fc.nat(200),
  length: fc.nat(3),
});

interface Cut {
  readonly kind: string;
  readonly from: number;
  readonly length: number;
}

function widened(text: string, { kind, from, length }: Cut): string {
  if (kind === 'characters' || kind === 'one') {
    const at = 4 + (from % (text.length - 3));
    const [star, end] = kind === 'one' ? ['?', at + 1] : ['*', at + length * 5];
    return `${text.slice(0, at)}${star}${text.slice(end)}`;
  }
  const fields = text.split(':');
  const at = 1 + (from % (fields.length - 1));
  const start = kind === 'start' ? (fields[at] ?? '').slice(0, 1 + (length % 2)) : '';
  return [...fields.slice(0, at), `${start}*`, ...fields.slice(at + 1 + length)].join(':');
}

const entry = fc
  .constantFrom(...uses)
  .chain(({ action, format }) =>
    fc.record({ action: fc.constant(action), arn: arnOf(format), cuts: fc.array(cut, { minLength: 1, maxLength: 3 }) }),
  )
  .map(({ action, arn, cuts }) => ({ action, arn, resource: cuts.reduce(widened, arn) }))
  .filter(({ arn, resource }) => readings(resource).some((text) => matchesArn(compilePattern(text), arn)));

/** A short ARN with a star may be filled up, or stand as it is (docs/evaluation.md). */
function readings(text: string): readonly string[] {
  const missing = 6 - text.split(':').length;
  return missing > 0 ? [text, text + ':*'.repeat(missing)] : [text];
}

function claimsAbout(action: string, resource: string): readonly string[] {
  const statement = { Effect: 'Allow', Action: action, Resource: resource };
  const site = siteOf(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
  return checkSite({ site, types: ['identity'], catalog, cache, rules: claiming })
    .filter(({ message }) => CLAIM.test(message))
    .map(({ code, message }) => `${code}: ${message}`);
}

test('an entry that matches an ARN of the action is not said to match nothing', () => {
  expect(claiming.length).toBeGreaterThan(12);
  const found = new Map<string, readonly string[]>();
  fc.assert(
    fc.property(entry, ({ action, arn, resource }) => {
      const claims = claimsAbout(action, resource);
      if (claims.length > 0) found.set(`${action} on ${resource}, which matches ${arn}`, claims);
    }),
    { numRuns: 4000, seed: 20261126 },
  );
  expect([...found]).toEqual([]);
});
