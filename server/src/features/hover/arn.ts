import { compileArnPattern } from '../../catalog/arn-template';
import type { Catalog, ResourceType } from '../../catalog/catalog';
import { type ResourceTypeMatch, resourceTypesOf, typeMatches } from '../../catalog/resource-types';
import { parseArn } from '../../language/arn';
import type { Statement } from '../../policy/document';
import { blocks, bold, code, codeList, counted, escaped, lines, table } from '../markdown';
import { statementActions } from '../statement-actions';
import { managedPolicyCard } from './managed-policy';
import { guide, reference } from './pages';

const MAX_TYPES = 3;
const MAX_ACTIONS = 5;

/** An entry of `Resource`, or an ARN in a condition: its type and parts, and the statement's actions that it fits. */
export function arnCard(text: string, catalog: Catalog, statement?: Statement): string | undefined {
  if (text === '*') return starCard(catalog, statement);
  const managed = managedPolicyCard(text, catalog);
  if (managed !== undefined) return managed;
  const arn = parseArn(text);
  if (arn === undefined) return undefined;
  const matches = resourceTypesOf(catalog, text).slice(0, MAX_TYPES);
  const [best] = matches;
  const rows = [
    ['Service', code(arn.service)],
    ['Region', fieldWords(arn.region)],
    ['Account', fieldWords(arn.account)],
    ['Resource', code(arn.resource)],
  ];
  return blocks(
    `${bold(best === undefined ? 'ARN' : `${best.type.service} ${best.type.name}`)} · ${code(text)}`,
    best === undefined ? 'No known resource type has this format.' : formatLine(best, matches),
    table(['Part', 'Value'], rows),
    statement === undefined ? undefined : fitLine(text, statement, catalog),
    best === undefined ? guide('reference-arns.html') : reference(best.type.url, catalog),
  );
}

function fieldWords(field: string): string {
  if (field === '') return 'empty';
  return field === '*' ? `any (${code('*')})` : code(field);
}

function formatLine(best: ResourceTypeMatch, matches: readonly ResourceTypeMatch[]): string {
  const others = matches.slice(1).map(({ type }) => `${type.service} ${type.name}`);
  const format = `Format ${code(best.template.text)}.`;
  return others.length === 0 ? format : lines(format, `It may stand for ${others.map(escaped).join(', ')} too.`);
}

/** A resource type as AWS lists it. */
export function resourceTypeCard(type: ResourceType, catalog: Catalog): string {
  const keys = type.conditionKeys.length === 0 ? undefined : `Condition keys: ${codeList(type.conditionKeys, 8)}.`;
  return blocks(
    `${bold(`${type.service} ${type.name}`)}`,
    lines(...type.arns.map(code), keys),
    reference(type.url, catalog),
  );
}

function starCard(catalog: Catalog, statement: Statement | undefined): string {
  const actions = statement === undefined ? [] : statementActions(statement, catalog);
  const without = actions.filter(({ resourceTypes }) => resourceTypes.length === 0).map(({ fullName }) => fullName);
  return blocks(
    `${bold('*')} · every resource`,
    without.length === 0 ? undefined : `Needed by ${codeList(without, MAX_ACTIONS)}: no resource types.`,
    guide('reference_policies_elements_resource.html'),
  );
}

function fitLine(text: string, statement: Statement, catalog: Catalog): string | undefined {
  const actions = statementActions(statement, catalog);
  if (actions.length === 0) return undefined;
  const pattern = compileArnPattern(text);
  const known = new Map<ResourceType, boolean>();
  const fits = (type: ResourceType | undefined): boolean => {
    if (type === undefined) return false;
    const answer = known.get(type) ?? typeMatches(type, pattern);
    known.set(type, answer);
    return answer;
  };
  const fitting = actions.filter((action) => {
    const service = catalog.service(action.service);
    return action.resourceTypes.some(({ name }) => fits(service?.resourceType(name)));
  });
  const names = fitting.map(({ fullName }) => fullName);
  if (names.length === 0) return "**Note:** none of the statement's actions works on it.";
  if (names.length === actions.length) return undefined;
  return `Fits ${codeList(names, MAX_ACTIONS)}, out of ${counted(actions.length, 'action')} of the statement.`;
}
