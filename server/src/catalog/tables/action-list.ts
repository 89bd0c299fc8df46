/** Tables list actions as AWS does: exact names, and names with wildcards. */
import { compilePattern, matches } from '../../language/pattern';

/** A test for `service:name`; case ignored. */
export function actionList(entries: readonly string[]): (fullName: string) => boolean {
  const lower = entries.map((entry) => entry.toLowerCase());
  const exact = new Set(lower);
  const patterns = lower.filter((entry) => entry.includes('*')).map(compilePattern);
  return (fullName) => {
    const name = fullName.toLowerCase();
    return exact.has(name) || patterns.some((pattern) => matches(pattern, name));
  };
}

/** `actionsOf('s3', 'GetObject PutObject')` → `['s3:GetObject', 's3:PutObject']` */
export function actionsOf(service: string, names: string): readonly string[] {
  return names.split(' ').map((name) => `${service}:${name}`);
}
