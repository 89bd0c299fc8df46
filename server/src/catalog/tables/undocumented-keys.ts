/**
 * Condition keys that AWS's own managed policies test and that neither the Service Authorization Reference nor the list of
 * global keys has. They are known to exist, and nothing else about them is. State of 2026-11-24.
 */
const UNDOCUMENTED: ReadonlySet<string> = new Set([
  // AWSSSOServiceRolePolicy
  'aws:principalorgmasteraccountid',
  // AWSDeepRacerDefaultMultiUserAccess, AWSDeepRacerAccountAdminAccess
  'deepracer:multiuser',
  'deepracer:usertoken',
  // AmazonDataZoneGlueManageAccessRolePolicy
  'lakeformation:gluearn',
  // Amazon SNS Developer Guide, "Example cases for Amazon SNS access control": the condition of a topic's default policy.
  'aws:sourceowner',
]);

/**
 * How keys begin that say something of a device or its certificate (AWS IoT Developer Guide, "AWS IoT Core policy variables" and
 * "Authorizing direct calls to AWS services using AWS IoT Core credential provider").
 */
const OF_DEVICES = ['credentials-iot:', 'iot:connection.thing.', 'iot:certificate.'] as const;

/** Case ignored. */
export function isUndocumentedKey(name: string): boolean {
  const lower = name.toLowerCase();
  return UNDOCUMENTED.has(lower) || OF_DEVICES.some((start) => lower.startsWith(start));
}
