/**
 * The partitions of AWS (AWS General Reference, "Amazon Resource Names"; IAM User Guide, reference-arns). A partition whose Regions
 * the data does not hold yet is one all the same. State of 2026-11-25.
 */
export const PARTITIONS: readonly string[] = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-eusc',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
];

/** Case counts, as it does in ARNs. */
export function isKnownPartition(name: string): boolean {
  return PARTITIONS.includes(name);
}
