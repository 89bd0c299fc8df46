import { parseArn } from '../../language/arn';
import { replaceString } from '../../syntax/edits';
import { rangeIn } from '../../syntax/tree';
import { refusedEntries } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-sts-iam-mixup',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'ARN of the wrong service',
  why: 'Users and roles are entities of IAM, their sessions are those of STS; AWS rejects an ARN that mixes the two.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  needs: 'Principal',
  messages: {
    session:
      'Sessions have ARNs of STS, and AWS rejects this one. Change it, or name the role, which covers all its sessions.',
    entity: 'Users and roles have ARNs of IAM, and AWS rejects this one. Change "sts" to "iam".',
    nameless: 'The ARN of a role session ends with the name of the session. Add it, or name the role.',
  },
  fixes: {
    change: { title: 'Change to "{arn}"', effect: 'activates' },
    role: { title: 'Use the role "{arn}"', effect: 'activates' },
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "arn:aws:sts::111122223333:assumed-role/Ci/main"] },
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:sts::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                    ~~~ entity +fix: Users and roles have ARNs of IAM, and AWS rejects this one. Change "sts" to "iam".
== fix Change to "arn:aws:iam::111122223333:role/App" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:assumed-role/App/ci", "arn:aws:sts::111122223333:assumed-role/App",
                                                     ~~~ session +fix: Sessions have ARNs of STS, and AWS rejects this one. Change it, or name the role, which covers all its sessions.
                                                                                                      ~~~ nameless +fix: The ARN of a role session ends with the name of the session. Add it, or name the role.
  "arn:aws:iam::111122223333:federated-user/ana"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
           ~~~ session +fix
== fix Use the role "arn:aws:iam::111122223333:role/App" ==
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "arn:aws:sts::111122223333:assumed-role/App",
  "arn:aws:iam::111122223333:federated-user/ana"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement(context) {
    const { report, fix } = context;
    for (const { text, node } of refusedEntries(context, 'stsOrIam')) {
      const arn = parseArn(text);
      if (arn === undefined) continue;
      const [kind = '', name = '', session] = arn.resource.split('/');
      const isSession = kind === 'assumed-role' || kind === 'federated-user';
      const isNameless = kind === 'assumed-role' && (session ?? '') === '';
      const change = `arn:${arn.partition}:${isSession ? 'sts' : 'iam'}::${arn.account}:${arn.resource}`;
      const role = `arn:${arn.partition}:iam::${arn.account}:role/${name}`;
      const fixes = [
        ...(isNameless ? [] : [fix('change', { arn: change }, [replaceString(node, change)])]),
        ...(kind === 'assumed-role' ? [fix('role', { arn: role }, [replaceString(node, role)])] : []),
      ];
      const start = `arn:${arn.partition}:`.length;
      const messageId = isNameless ? 'nameless' : isSession ? 'session' : 'entity';
      report(rangeIn(node, start, start + arn.service.length), messageId, {}, { fixes });
    }
  },
});
