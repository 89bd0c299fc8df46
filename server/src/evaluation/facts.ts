import type { Catalog } from '../catalog/catalog';
import { listScope } from '../catalog/tables/list-scope';
import { acceptsUnsigned, narrowsPublicAccess, neverAcrossAccounts } from '../catalog/tables/request-rules';
import { supportsRcp } from '../catalog/tables/service-support';
import { serviceOf } from './action-set';
import type { RequestedAction } from './requested-action';
import type { ServiceFacts } from './run';

const ANY_PLACE = { partition: 'aws', region: 'us-east-1', account: '111122223333' };

/** So many actions are remembered; then the memory starts anew. There are fewer in the catalog. */
const MAX_REMEMBERED = 50_000;

/** What the catalog knows, as decisions ask for it. Keys are looked up once. */
export function serviceFacts(catalog: Catalog): ServiceFacts {
  const keys = new Map<string, ReturnType<ServiceFacts['key']>>();
  const actions = new Map<string, RequestedAction>();
  return {
    requestedAction: (lowerAction) => {
      const known = actions.get(lowerAction);
      if (known !== undefined) return known;
      if (actions.size >= MAX_REMEMBERED) actions.clear();
      const action = requestedAction(lowerAction, catalog);
      actions.set(lowerAction, action);
      return action;
    },
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

function requestedAction(lowerAction: string, catalog: Catalog): RequestedAction {
  const service = serviceOf(lowerAction);
  const number = catalog.actionNumber(lowerAction);
  const first = catalog.summary(service)?.firstAction;
  const place = number === undefined || first === undefined ? undefined : number - first;
  return { name: lowerAction, service, place };
}
