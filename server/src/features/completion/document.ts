import type { Catalog } from '../../catalog/catalog';
import { levelWord } from '../access-levels';
import type { CompletionData } from '../answers';
import { actionCard, serviceCard, wildcardCard } from '../hover/action';
import { resourceTypeCard } from '../hover/arn';
import { conditionKeyCard } from '../hover/condition-key';
import { elementCard } from '../hover/element';
import { managedPolicyCard } from '../hover/managed-policy';
import { operatorCard } from '../hover/operator';
import { principalCard, principalTypeCard } from '../hover/principal';

/** What an item is, looked up when it is chosen: one line, and Markdown that may be empty. */
export interface CompletionDocument {
  readonly detail: string;
  readonly markdown: string;
}

/** Undefined where the data names nothing (a client may send anything back). */
export function documentCompletion(data: CompletionData, catalog: Catalog): CompletionDocument | undefined {
  const found = lookUp(data, catalog);
  return found?.markdown === undefined ? undefined : { detail: found.detail, markdown: found.markdown };
}

function lookUp(
  data: CompletionData,
  catalog: Catalog,
): { readonly detail: string; readonly markdown: string | undefined } | undefined {
  switch (data.kind) {
    case 'service': {
      const service = catalog.service(data.prefix);
      return service && { detail: service.name, markdown: serviceCard(service, catalog) };
    }
    case 'action': {
      const action = catalog.action(data.action);
      return action && { detail: levelWord(action), markdown: actionCard(action, catalog) };
    }
    case 'wildcard':
      return { detail: 'actions', markdown: wildcardCard(data.pattern, catalog) };
    case 'conditionKey':
      return { detail: 'condition key', markdown: conditionKeyCard(data.key, catalog) };
    case 'operator':
      return { detail: 'condition operator', markdown: operatorCard(data.operator) };
    case 'element':
      return { detail: 'policy element', markdown: elementCard(data.element) };
    case 'resource': {
      const type = catalog.service(data.service)?.resourceType(data.resourceType);
      return type && { detail: `${type.service} ${type.name}`, markdown: resourceTypeCard(type, catalog) };
    }
    case 'principal':
      return { detail: 'principal', markdown: principalDocument(data.principal, catalog) };
    case 'managedPolicy':
      return { detail: 'AWS managed policy', markdown: managedPolicyCard(data.arn, catalog) };
    default:
      return undefined;
  }
}

function principalDocument(text: string, catalog: Catalog): string {
  const type = principalTypeCard(text);
  if (type !== undefined) return type;
  if (/:(saml|oidc)-provider\//.test(text)) return principalCard('Federated', text, catalog);
  return principalCard(catalog.isServicePrincipal(text) ? 'Service' : 'AWS', text, catalog);
}
