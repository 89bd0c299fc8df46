import type { Catalog } from '../../catalog/catalog';
import { nearest } from '../nearest';
import { rule } from '../rule';
import { nameRange, replaceInString, type VariableUse } from '../variable-uses';

export default rule({
  code: 'variable-unknown',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Unknown variable',
  why: 'A variable that no request has a value for makes the statement match nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-infotouse',
  offline: 'A key may be newer than the AWS data.',
  needs: 'variable',
  messages: {
    close: 'The AWS data of {date} has no key "{key}": the variable has no value. Did you mean "{best}"?',
    tag: '"{key}" needs the key of a tag behind it: "{example}".',
    unknown: 'The AWS data of {date} has no key "{key}". If it is not newer than that, the variable has no value.',
  },
  fixes: { change: { title: 'Change to "{best}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${AWS:UserName}/${aws:principaltag/a/b}/*" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${cognito-identity.amazonaws.com:sub}/${saml:namequalifier}/*" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${AWS::AccountId}/${data.aws_caller_identity.me.account_id}/${self:custom.stage}/${ssm:/app/prefix}/${Prefix}/*" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${transfer:HomeFolder}/${iot:Connection.Thing.ThingName}/${s3:custom.bucketName}/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:usrname}/*" }
                                                                                               ~~~~~~~~~~~ close +fix: The AWS data of 2026-09-26 has no key "aws:usrname": the variable has no value. Did you mean "aws:username"?
== fix Change to "aws:username" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${asw:PrincipalTag/team}/\${aws:accountId}/\${aws:PrincipalTag/}/\${aws:PrincipleTag/a b}/*" }
                                                                                               ~~~~~~~~~~~~~~~~~~~~~ close +fix
                                                                                                                        ~~~~~~~~~~~~~ close +fix
                                                                                                                                         ~~~~~~~~~~~~~~~~~ tag: "aws:PrincipalTag/" needs the key of a tag behind it: "\${aws:PrincipalTag/team}".
                                                                                                                                                              ~~~~~~~~~~~~~~~~~~~~ close +fix
== fix Change to "aws:PrincipalTag/a b" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${asw:PrincipalTag/team}/\${aws:accountId}/\${aws:PrincipalTag/}/\${aws:PrincipalTag/a b}/*" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:Frobnicate}/\${sts:RoleSesionName}/*" }
                                                                                               ~~~~~~~~~~~~~~ unknown
                                                                                                                 ~~~~~~~~~~~~~~~~~~ close +fix`,
  ],
  checkStatement({ variables, catalog, report, fix }) {
    const date = catalog.dates.services;
    for (const use of variables) {
      const { key, kind, known, isReadable } = use;
      if (kind !== 'key' || known !== undefined || !isReadable) continue;
      const family = key.replace(TRAILING_SLASH, '');
      if (catalog.conditionKey(`${family}/key`) !== undefined) {
        report(nameRange(use), 'tag', { key, example: `\${${family}/team}` });
        continue;
      }
      const best = meantKey(catalog, use);
      if (best !== undefined) {
        const fixes = [fix('change', { best }, [replaceInString(nameRange(use), best)])];
        report(nameRange(use), 'close', { date, key, best }, { fixes });
      } else if (key.toLowerCase().startsWith('aws:')) report(nameRange(use), 'unknown', { date, key });
    }
  },
});

const TRAILING_SLASH = /\/$/;

/** The key that a name is meant for: a word that people use, a misspelt prefix, or a near name; its tag part stays. */
function meantKey(catalog: Catalog, { key }: VariableUse): string | undefined {
  const slash = key.indexOf('/');
  const head = slash === -1 ? key : key.slice(0, slash);
  const tail = slash === -1 ? '' : key.slice(slash);
  const rest = head.slice(head.indexOf(':') + 1);
  const best =
    WORDS.get(head.toLowerCase()) ??
    catalog.globalKey(`aws:${rest}${tail}`)?.name.split('/', 1)[0] ??
    nearest(head, candidates(catalog, head, tail !== ''), 3);
  return best === undefined ? undefined : best + tail;
}

/** Single-valued keys with the same prefix; the heads of families where the name has a tag part, whole keys where it has none. */
function candidates(catalog: Catalog, head: string, hasTail: boolean): readonly string[] {
  const prefix = head.slice(0, head.indexOf(':'));
  const keys = prefix.toLowerCase() === 'aws' ? catalog.globalKeys : (catalog.service(prefix)?.conditionKeys ?? []);
  return keys
    .filter(({ name, multivalued }) => !multivalued && name.includes('/${') === hasTail)
    .map(({ name }) => name.split('/', 1)[0] ?? name);
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['aws:accountid', 'aws:PrincipalAccount'],
  ['aws:region', 'aws:RequestedRegion'],
  ['aws:user', 'aws:username'],
  ['aws:tag', 'aws:PrincipalTag'],
]);
