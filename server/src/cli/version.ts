import { version } from '../../../package.json';
import { shippedCatalog } from './catalog';

/** `writ 1.2.3 (AWS data 2026-09-26, managed policies 2026-11-20)`: the dates are those of the data packages' releases. */
export function versionLine(): string {
  const { services, managedPolicies } = shippedCatalog().dates;
  return `writ ${version} (AWS data ${services}, managed policies ${managedPolicies})`;
}
