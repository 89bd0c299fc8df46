import type { Action, ActionResourceType, Catalog, Service } from '../../catalog/catalog';
import { conditionKeysOf } from '../../catalog/catalog';
import { levelCounts, levelWord } from '../access-levels';
import { blocks, bold, code, codeList, counted, escaped, lines } from '../markdown';
import { reference } from './pages';

const MAX_TYPES = 4;
const MAX_KEYS = 8;
const MAX_ACTIONS = 8;

/** A service: its name, how many actions of which level, its resource types. */
export function serviceCard(service: Service, catalog: Catalog): string {
  const types = service.resourceTypes.map(({ name }) => name);
  return blocks(
    `${bold(service.prefix)} · ${escaped(service.name)}`,
    lines(
      `${counted(service.actionCount, 'action')}: ${levelCounts(service.actions)}.`,
      types.length === 0 ? 'No resource types.' : `Resource types: ${codeList(types, MAX_KEYS)}.`,
      service.undocumented ? 'Not in the service reference: known from AWS managed policies only.' : undefined,
    ),
    reference(service.url, catalog),
  );
}

/** An action: level, what it does, resources, keys, what it needs besides. */
export function actionCard(action: Action, catalog: Catalog): string {
  const service = catalog.service(action.service);
  const head = `${bold(action.fullName)} · ${levelWord(action)}`;
  if (action.undocumented || service === undefined)
    return blocks(
      head,
      'AWS managed policies use this action, but the service reference does not list it.',
      reference(action.url, catalog),
    );
  const keys = conditionKeysOf(service, action);
  return blocks(
    head,
    escaped(service.descriptionOf(action)),
    lines(
      resourceLine(action, service),
      keys.length === 0 ? undefined : `Condition keys: ${codeList(keys, MAX_KEYS)}.`,
      action.dependentActions.length === 0 ? undefined : `Also needs ${codeList(action.dependentActions, MAX_KEYS)}.`,
    ),
    reference(action.url, catalog),
  );
}

function resourceLine({ resourceTypes }: Action, service: Service): string {
  if (resourceTypes.length === 0) return `No resource types: the resource has to be ${code('*')}.`;
  const formatLength = ({ name }: ActionResourceType) => service.resourceType(name)?.arns[0]?.length ?? 0;
  // The type that is always there first, then the plainer ones: a bucket before an access point to it.
  const sorted = resourceTypes.toSorted(
    (left, right) => Number(right.required) - Number(left.required) || formatLength(left) - formatLength(right),
  );
  const shown = sorted.slice(0, MAX_TYPES).map((used) => typeWords(used, service));
  const rest = resourceTypes.length - shown.length;
  return `Resources: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
}

function typeWords({ name, required }: ActionResourceType, service: Service): string {
  const format = service.resourceType(name)?.arns[0];
  return `${escaped(name)}${required ? ' (required)' : ''}${format === undefined ? '' : ` ${code(format)}`}`;
}

/** A pattern: how many actions it selects, by level, and the first of them. */
export function wildcardCard(pattern: string, catalog: Catalog): string {
  if (pattern === '*')
    return blocks(
      `${bold('*')} matches every action of every service`,
      `${counted(catalog.actionCount, 'known action')}, and those that AWS adds later.`,
      reference(
        'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
        catalog,
      ),
    );
  const actions = catalog.actionsMatching(pattern);
  const service = catalog.service(pattern.split(':', 1)[0] ?? '');
  const head = `${bold(pattern)} matches ${actions.length === 0 ? 'no known action' : counted(actions.length, 'action')}`;
  const footer = service === undefined ? undefined : reference(service.url, catalog);
  if (actions.length === 0) return blocks(head, footer);
  return blocks(
    head,
    lines(
      `${levelCounts(actions)}.`,
      `${codeList(
        actions.map(({ fullName }) => fullName),
        MAX_ACTIONS,
      )}.`,
    ),
    footer,
  );
}
