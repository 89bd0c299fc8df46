/** The order in which differences are shown: what reaches farthest first. */
import type { AccessLevel } from '../catalog/catalog';
import type { AccessDifference } from './answers';

/** Permissions management and write first; reading last. */
export const LEVEL_ORDER: readonly AccessLevel[] = ['Permissions management', 'Write', 'Tagging', 'Read', 'List'];

const KIND_ORDER: readonly AccessDifference['kind'][] = ['witness', 'cannotTell', 'onlyOnPaper'];

/** Actions with which a principal can give itself more rights; they come before everything else of their level. */
const ESCALATING: ReadonlySet<string> = new Set(
  (
    'iam:AddUserToGroup iam:AttachGroupPolicy iam:AttachRolePolicy iam:AttachUserPolicy iam:CreateAccessKey ' +
    'iam:CreateLoginProfile iam:CreatePolicyVersion iam:PassRole iam:PutGroupPolicy iam:PutRolePolicy iam:PutUserPolicy ' +
    'iam:SetDefaultPolicyVersion iam:UpdateAssumeRolePolicy iam:UpdateLoginProfile sts:AssumeRole'
  ).split(' '),
);

export function ranked(differences: readonly AccessDifference[]): readonly AccessDifference[] {
  const rank = new Map(differences.map((difference) => [difference, rankOf(difference)]));
  return [...differences].sort((left, right) => compareRanks(rank.get(left) ?? [], rank.get(right) ?? []));
}

function rankOf({ kind, actions, statement }: AccessDifference): readonly number[] {
  const levels = actions.accessLevels.map((level) => LEVEL_ORDER.indexOf(level));
  return [
    KIND_ORDER.indexOf(kind),
    Number(actions.isFuture),
    Number(!actions.names.some((name) => ESCALATING.has(name))),
    Math.min(LEVEL_ORDER.length, ...levels),
    statement?.statement.source.index ?? 0,
  ];
}

function compareRanks(left: readonly number[], right: readonly number[]): number {
  for (let at = 0; at < left.length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
