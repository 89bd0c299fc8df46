import type { ActionChoice, RequestDetails } from '../../../shared/messages';
import { type Action, type Catalog, type ConditionKey, conditionKeysOf, type Service } from '../catalog/catalog';
import type { PolicyDocument } from '../policy/document';

/** Shorter words are in too many names. */
const MIN_WORD = 3;

/** Actions that begin with a text, then those whose name holds it; case does not count. */
export function actionChoices(catalog: Catalog, text: string, limit: number): readonly ActionChoice[] {
  const numbers = matchingNumbers(catalog, text.trim().toLowerCase(), limit);
  return numbers.flatMap((number) => {
    const action = catalog.actionAt(number);
    return action === undefined ? [] : choiceOf(action, catalog.service(action.service));
  });
}

function choiceOf(action: Action, service: Service | undefined): ActionChoice {
  const { fullName, accessLevels } = action;
  return { action: fullName, accessLevel: accessLevels.join(', '), description: service?.descriptionOf(action) ?? '' };
}

function matchingNumbers(catalog: Catalog, text: string, limit: number): readonly number[] {
  const begins: number[] = [];
  const holds: number[] = [];
  for (const [start, end] of searchedRanges(catalog, text)) {
    for (let number = start; number < end && begins.length < limit; number += 1) {
      const name = catalog.actionNameAt(number)?.toLowerCase() ?? '';
      if (name.startsWith(text)) begins.push(number);
      else if (holds.length < limit && nameHolds(name, text)) holds.push(number);
    }
  }
  return [...begins, ...holds].slice(0, limit);
}

/** The services to look through: those whose prefix fits; all only where the text cannot be the beginning of a prefix. */
function searchedRanges(catalog: Catalog, text: string): readonly (readonly [number, number])[] {
  const [prefix = '', name] = text.split(':');
  const services = catalog.services.filter((service) =>
    name === undefined ? service.prefix.startsWith(prefix) : service.prefix === prefix,
  );
  const searched = services.length > 0 || text.length < MIN_WORD ? services : catalog.services;
  return searched.map(({ firstAction, actionCount }) => [firstAction, firstAction + actionCount]);
}

/** `s3:object` is in `s3:GetObject`; `object` too. */
function nameHolds(fullName: string, text: string): boolean {
  return fullName.slice(fullName.indexOf(':') + 1).includes(text.slice(text.indexOf(':') + 1));
}

/** Exact actions that a policy speaks of: those that it names, then the first ones of its wildcards. */
export function actionsOf(document: PolicyDocument, catalog: Catalog, limit: number): readonly string[] {
  const entries = document.statements.flatMap(({ action }) =>
    action === undefined || action.isNegated ? [] : action.entries.map(({ text }) => text),
  );
  const exact = entries.filter((text) => !/[*?]/.test(text));
  const patterns = entries.filter((text) => /[*?]/.test(text) && text !== '*');
  const matched = patterns.flatMap((pattern) => firstActions(catalog, pattern, limit));
  return [...new Set([...exact, ...matched])].slice(0, limit);
}

function firstActions(catalog: Catalog, pattern: string, limit: number): readonly string[] {
  const names: string[] = [];
  for (const { start, end } of catalog.actionRanges(pattern)) {
    for (let number = start; number < end && names.length < limit; number += 1)
      names.push(catalog.actionNameAt(number) ?? '');
  }
  return names;
}

/** ARN shapes for an action, and context keys: those on which the answer hangs first, then those that AWS lists for the action. */
export function requestDetails(catalog: Catalog, actionName: string, deciding: readonly string[]): RequestDetails {
  const action = catalog.action(actionName);
  const service = action && catalog.service(action.service);
  if (action === undefined || service === undefined)
    return { resourceShapes: ['*'], contextKeys: deciding.map((key) => keyOf(catalog, key)) };
  const keys = [...new Set([...deciding, ...conditionKeysOf(service, action).filter((key) => !key.includes('${'))])];
  return { resourceShapes: shapesOf(service, action), contextKeys: keys.map((key) => keyOf(catalog, key)) };
}

function shapesOf(service: Service, action: Action): readonly string[] {
  const shapes = action.resourceTypes.flatMap(({ name }) => service.resourceType(name)?.arns ?? []);
  return shapes.length === 0 ? ['*'] : shapes.map((arn) => arn.replaceAll('${Partition}', 'aws'));
}

function keyOf(catalog: Catalog, key: string): RequestDetails['contextKeys'][number] {
  const known: ConditionKey | undefined = catalog.conditionKey(key);
  return { key, type: known?.type ?? 'String', description: known?.description ?? '' };
}
