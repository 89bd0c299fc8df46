import { listText } from '../message';
import { rule } from '../rule';
import { addActions, incompleteTrust } from '../trust-actions';

export default rule({
  code: 'trust-eks-pod-identity',
  severity: 'error',
  policyTypes: ['trust'],
  title: 'Action that EKS Pod Identity lacks',
  why: 'EKS Pod Identity passes session tags; without sts:TagSession it cannot assume the role, and the pods get no credentials.',
  source: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html',
  messages: {
    missing: 'EKS Pod Identity needs {missing} too, and the pods get no credentials without. Add what is missing.',
  },
  fixes: { add: { title: 'Add {missing}', effect: 'widens' } },
  good: [
    '{ "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession"] }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                                                                     ~~~~~~~~~~~~~~~~ missing +fix: EKS Pod Identity needs sts:TagSession too, and the pods get no credentials without. Add what is missing.
== fix Add sts:TagSession ==
{ "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession"] }`,
  ],
  checkDocument({ statements, tree, report, fix }) {
    const found = incompleteTrust(statements, 'pods.eks.amazonaws.com', NEEDED);
    const list = found?.facts.statement.action;
    if (found === undefined || list === undefined) return;
    const missing = listText(found.missing);
    const edits = addActions(tree, found.facts, found.missing);
    report(list.member.value, 'missing', { missing }, { fixes: [fix('add', { missing }, edits)] });
  },
});

/** Amazon EKS User Guide, "Create IAM role with trust policy required by EKS Pod Identity", read on 2026-11-25. */
const NEEDED = ['sts:AssumeRole', 'sts:TagSession'] as const;
