import type { CheckSeverity } from '../../../shared/settings';
import type { Range } from '../syntax/tree';
import type { Finding, Fix } from './finding';
import { fillText } from './message';
import { chosenSeverity, type SeverityTable } from './severity';

/** A code without a rule file: it is about the checks, not about policies. Its page is made from this. */
export interface MetaCheck {
  readonly code: string;
  readonly severity: CheckSeverity;
  /** Undefined: it cannot be given another severity. */
  readonly family: 'document' | undefined;
  readonly title: string;
  /** The text of its page, as Markdown. */
  readonly text: string;
  readonly messages: { readonly [id: string]: string };
}

export const SUPPRESSION_REASON: MetaCheck = {
  code: 'suppression-reason',
  severity: 'warning',
  family: 'document',
  title: 'Suppression without a reason',
  text:
    'A suppression takes a finding away from everybody who reads the policy later. Its reason says whether it still holds: without one nobody dares ' +
    'to remove it. It works all the same.\n\n```jsonc\n// writ-ignore action-star-allow -- role of the on-call team, reviewed each quarter\n```\n\n' +
    'In `writ.config.json` the reason is the member `"reason"`. A reason that begins with `TODO` is none: the quick fixes write one.',
  messages: {
    comment: 'This suppression gives no reason, so nobody will know when it can go. Write one behind " -- ".',
    entry: 'This suppression gives no reason, so nobody will know when it can go. Write one as "reason".',
  },
};

export const SUPPRESSION_UNUSED: MetaCheck = {
  code: 'suppression-unused',
  severity: 'warning',
  family: 'document',
  title: 'Suppression without effect',
  text:
    'A suppression that takes nothing away hides the next finding of its kind. It is left over from a policy that has been mended, names a check that ' +
    'does not exist, or stands in the wrong place: a comment counts for the line on which it stands, or, on a line of its own, for the next line, ' +
    'with all of the statement, element or entry that begins it.\n\n' +
    'An entry of `writ.config.json` is judged where all files that it names have been looked at: in `writ check` on its folder, and in the editor ' +
    'where the whole workspace is checked.',
  messages: {
    unused: 'Nothing is reported as {code} here, so this suppression does nothing. Remove it.',
    unknown: 'No check is called "{code}", so this suppression does nothing.',
    close: 'No check is called "{code}", so this suppression does nothing. Did you mean "{near}"?',
    empty: 'This suppression names no check, so it does nothing. Write a code behind "writ-ignore".',
  },
};

export const SUPPRESSION_EXPIRED: MetaCheck = {
  code: 'suppression-expired',
  severity: 'warning',
  family: 'document',
  title: 'Expired suppression',
  text:
    'An entry of `"suppress"` in `writ.config.json` counts until the end of the day in `"expires"`. Afterwards its findings are reported again, and ' +
    'the entry with them, so that somebody decides: renew the date with a reason, or mend the policy and remove the entry.',
  messages: {
    expired: 'This suppression expired on {expires}, so {code} is reported again. Renew the date or remove the entry.',
  },
};

/** Every code without a rule file. */
export const META_CHECKS: readonly MetaCheck[] = [
  {
    code: 'internal-analysis-error',
    severity: 'warning',
    family: undefined,
    title: 'A check failed',
    text:
      'A check stopped with an error of its own. Its findings are missing in this policy, all others are there; the log of ' +
      'the server has the details. This is a mistake in Writ, not in the policy.',
    messages: {},
  },
  {
    code: 'malformed-other',
    severity: 'error',
    family: undefined,
    title: 'Structural defects',
    text:
      'Other tools report any structural defect under one name. Writ tells them apart, and this code is never reported: see ' +
      '[element-data-type](element-data-type.md), [element-unknown](element-unknown.md), [statement-missing](statement-missing.md), ' +
      '[effect-missing](effect-missing.md), [action-missing](action-missing.md), [resource-missing](resource-missing.md) and ' +
      '[element-combination](element-combination.md).',
    messages: {},
  },
  SUPPRESSION_REASON,
  SUPPRESSION_UNUSED,
  SUPPRESSION_EXPIRED,
];

/** A finding of a meta check, in the text of the file; nothing where the user has turned it off. */
export function metaFindings(
  check: MetaCheck,
  at: Range,
  messageId: string,
  data: { readonly [name: string]: string },
  severities: readonly SeverityTable[],
  fixes: readonly Fix[] = [],
): readonly Finding[] {
  const chosen =
    check.family === undefined ? undefined : chosenSeverity({ ...check, family: check.family }, severities);
  if (chosen === 'off') return [];
  return [
    {
      code: check.code,
      severity: chosen ?? check.severity,
      messageId,
      message: fillText(check.messages[messageId] ?? messageId, data),
      data,
      range: { start: at.start, end: at.end },
      related: [],
      isUnnecessary: false,
      fixes,
      policyType: undefined,
    },
  ];
}
