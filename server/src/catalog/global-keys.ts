/** Global condition keys out of the packed form. The data, with its date, is data/global-condition-keys.json. */
import type { GlobalConditionKey } from './catalog';
import type { PackedGlobalKey } from './format';
import { keyTable } from './key-table';

const PAGE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';

export function openGlobalKeys(packed: readonly PackedGlobalKey[]): readonly GlobalConditionKey[] {
  return packed.map(([name, type, multivalued, present, sensitive]) => ({
    name,
    type,
    multivalued: multivalued === 1,
    description: `Present ${present}.`,
    url: urlOf(name),
    service: undefined,
    present,
    sensitive: sensitive === 1,
  }));
}

/** The page has one heading for each `aws:` key, named by the key without its prefix and tag part. */
function urlOf(name: string): string {
  const [prefix, rest = ''] = name.split(':', 2);
  return prefix === 'aws' ? `${PAGE}#condition-keys-${(rest.split('/', 1)[0] ?? '').toLowerCase()}` : PAGE;
}

export function globalKeyFinder(keys: readonly GlobalConditionKey[]): (name: string) => GlobalConditionKey | undefined {
  return keyTable(keys);
}
