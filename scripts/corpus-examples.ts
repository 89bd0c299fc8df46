import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { openCatalog } from '../server/src/catalog/packed';
import { checkSite, createCheckCache } from '../server/src/checks/run';
import { readCatalogFiles } from '../server/src/node/catalog-files';
import type { PolicyType } from '../server/src/policy/document';
import { findPolicies } from '../server/src/policy/find';
import { parseJson } from '../server/src/syntax/json';
import { rowsOf, tableOf } from './corpus';
import { EXAMPLES_LOOKED_AT } from './corpus-examples-notes';
import { isMain, reportAndExit } from './main-script';
import { inRoot } from './paths';

export const EXAMPLES_PAGE = 'docs/corpus-examples.md';

/** A policy that stands on a page of AWS's. */
interface AwsExample {
  readonly page: string;
  readonly type: PolicyType;
  readonly policy: unknown;
}

/** The page about what the checks say of the examples in AWS's guides. Needs `npm run build`. */
export function examplesPage(): string {
  const catalog = openCatalog(readCatalogFiles(inRoot('dist/catalog')));
  const cache = createCheckCache(catalog);
  const examples = readExamples();
  const found = examples.flatMap(({ page, type, policy }) =>
    findPolicies(parseJson(JSON.stringify(policy), { comments: false }), { wholeFile: true }).flatMap((site) =>
      checkSite({ site, types: [type], catalog, cache, pass: 'withoutProofs' }).map((finding) => ({
        name: `[${page.slice(page.lastIndexOf('/') + 1)}](${page})`,
        finding,
      })),
    ),
  );
  const rows = rowsOf(found);
  const errors = rows.filter(({ severity }) => severity === 'error').reduce((sum, { count }) => sum + count, 0);
  return [
    '<!-- Made by "npm run corpus". Do not edit. -->',
    '',
    "# What the checks say of the examples in AWS's guides",
    '',
    `${examples.length} policies of the IAM User Guide, of the guides of S3, KMS and SQS (their last editions on GitHub, 2023), and of AWS's examples of SCPs and`,
    'data perimeters, in [`test/fixtures/aws-examples`](../test/fixtures/aws-examples) with page and type. Placeholders for accounts, Regions, networks',
    'and organizations are filled in; examples with other placeholders, and the few pages that show mistakes on purpose, are left out.',
    `Checked with all defaults, without the checks that ask the comparison kernel: ${errors} errors.`,
    '',
    ...tableOf(rows, EXAMPLES_LOOKED_AT),
    '',
    '## Slips on the pages',
    '',
    'These examples are left out because the error that they give is right:',
    '',
    ...SLIPS.map(([page, slip]) => `- [${page.slice(page.lastIndexOf('/') + 1)}](${page}): ${slip}`),
    '',
  ].join('\n');
}

function readExamples(): readonly AwsExample[] {
  const folder = inRoot('test/fixtures/aws-examples');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as readonly AwsExample[]);
}

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide';

const SLIPS: readonly (readonly [string, string])[] = [
  [`${IAM}/reference_policies_examples_lambda-access-dynamodb.html`, 'a blank behind the ARN of a stream'],
  [`${IAM}/reference_policies_iam-condition-keys.html`, 'a blank in front of the ARN of a principal'],
  [`${IAM}/access_policies_testing-policies.html`, 's3:GetBucketPolicy on the ARN of objects'],
  [`${S3}/using-with-s3-actions.html`, 'an account ID with eleven digits'],
  [`${S3}/MultiRegionAccessPointPermissions.html`, 'the ARN of a user without "user/"'],
  [`${SQS}/sqs-internetwork-traffic-privacy.html`, 'the ARN of a user with one colon less'],
];

async function main(): Promise<number> {
  await writeFile(inRoot(EXAMPLES_PAGE), examplesPage());
  return 0;
}

if (isMain(import.meta.url)) reportAndExit(main());
