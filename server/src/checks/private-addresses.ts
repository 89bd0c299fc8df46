import { type AddressRange, containsRange, parseAddressRange } from '../language/values';
import type { ConditionValue } from '../policy/document';
import type { ConditionEntry } from './condition-entries';

/**
 * Address space that no request from the internet comes from: private (RFC 1918, RFC 4193), loopback and link-local. Shared
 * address space (100.64.0.0/10) is not among them. `aws:SourceIp` holds the public address of the caller (IAM User Guide,
 * aws:SourceIp); requests through a VPC endpoint carry `aws:VpcSourceIp` in its place.
 */
const PRIVATE_RANGES: readonly AddressRange[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  'fc00::/7',
  '::1/128',
  'fe80::/10',
].flatMap((text) => parseAddressRange(text) ?? []);

/** Is the text an address or range within private space? False for what is no range. */
function isPrivateRange(text: string): boolean {
  const range = parseAddressRange(text);
  return range !== undefined && PRIVATE_RANGES.some((each) => containsRange(each, range));
}

/** The private values in a test of `aws:SourceIp`, where there are any. */
export interface PrivateValues {
  readonly entry: ConditionEntry;
  readonly values: readonly ConditionValue[];
  /** No other value stands beside them. */
  readonly isOnly: boolean;
}

/** Tests of `aws:SourceIp` that hold private values, under IpAddress or under NotIpAddress. */
export function privateSourceTests(
  conditions: readonly ConditionEntry[],
  operator: 'IpAddress' | 'NotIpAddress',
): readonly PrivateValues[] {
  return conditions
    .filter(({ lowerKey, parsed }) => lowerKey === 'aws:sourceip' && parsed?.base.name === operator)
    .map((entry) => {
      const values = entry.values.filter(({ text }) => isPrivateRange(text));
      return { entry, values, isOnly: values.length === entry.values.length && entry.invalid.length === 0 };
    })
    .filter(({ values }) => values.length > 0);
}
