import type { Catalog } from '../catalog/catalog';
import { listScope } from '../catalog/tables/list-scope';
import { acceptsUnsigned, narrowsPublicAccess, neverAcrossAccounts } from '../catalog/tables/request-rules';
import { supportsRcp } from '../catalog/tables/service-support';
import type { ServiceFacts } from './run';

const ANY_PLACE = { partition: 'aws', region: 'us-east-1', account: '111122223333' };

/** What the catalog knows, as decisions ask for it. Keys are looked up once. */
export function serviceFacts(catalog: Catalog): ServiceFacts {
  const keys = new Map<string, ReturnType<ServiceFacts['key']>>();
  return {
    key: (lowerKey) => {
      const known = keys.get(lowerKey);
      if (known !== undefined || keys.has(lowerKey)) return known;
      const key = catalog.conditionKey(lowerKey);
      const fact = key && { type: key.type, isMultivalued: key.multivalued };
      keys.set(lowerKey, fact);
      return fact;
    },
    hasResourceTypes: (lowerAction) => {
      const action = catalog.action(lowerAction);
      return action === undefined || action.undocumented ? undefined : action.resourceTypes.length > 0;
    },
    listScope: (lowerAction) => {
      const scope = listScope(lowerAction, ANY_PLACE);
      if (scope === undefined) return undefined;
      return scope === '*' ? 'star' : 'arn';
    },
    isResourceControlService: supportsRcp,
    neverWorksAcrossAccounts: neverAcrossAccounts,
    acceptsUnsigned,
    narrowsPublicAccess,
  };
}
