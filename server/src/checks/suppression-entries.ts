import type { Suppression } from './configuration';
import type { Finding } from './finding';
import { isReason } from './ignore-comments';
import { metaFindings, SUPPRESSION_EXPIRED, SUPPRESSION_REASON, SUPPRESSION_UNUSED } from './meta-checks';
import type { SeverityTable } from './severity';
import { isCode, whyUnused } from './suppress';

/** What is known of the entries of one configuration, besides their text. */
export interface EntryUse {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly severities: readonly SeverityTable[];
  /** Has taken nothing away in any of the files that it names; false where that is not known. */
  readonly isUnused: (entry: Suppression) => boolean;
}

/** What is wrong with the entries of `"suppress"`, at their places in the configuration file. */
export function suppressionFindings(entries: readonly Suppression[], use: EntryUse): readonly Finding[] {
  return entries.flatMap((entry) => [...withoutReason(entry, use), ...withoutEffect(entry, use)]);
}

function withoutReason({ reason, range }: Suppression, { severities }: EntryUse): readonly Finding[] {
  return isReason(reason) ? [] : metaFindings(SUPPRESSION_REASON, range, 'entry', {}, severities);
}

/** An entry that has expired needs no second word. */
function withoutEffect(entry: Suppression, { today, severities, isUnused }: EntryUse): readonly Finding[] {
  const { code, expires } = entry;
  if (expires !== undefined && expires < today)
    return metaFindings(
      SUPPRESSION_EXPIRED,
      entry.expiresRange ?? entry.range,
      'expired',
      { code, expires },
      severities,
    );
  if (isCode(code) && !isUnused(entry)) return [];
  const { messageId, data } = whyUnused(code);
  return metaFindings(SUPPRESSION_UNUSED, entry.codeRange, messageId, data, severities);
}
