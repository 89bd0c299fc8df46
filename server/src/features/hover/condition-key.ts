import type { Catalog, ConditionKey } from '../../catalog/catalog';
import type { Statement } from '../../policy/document';
import { blocks, bold, code, escaped, lines } from '../markdown';
import { statementKeys } from '../statement-keys';
import { guide, reference } from './pages';

/** A key: its type, how many values, when it is there. With a statement also whether its actions know the key. */
export function conditionKeyCard(name: string, catalog: Catalog, statement?: Statement): string | undefined {
  const key = catalog.conditionKey(name);
  if (key === undefined) return undefined;
  const global = catalog.globalKey(name);
  const doubt = statement === undefined || global !== undefined ? undefined : unlisted(key, statement, catalog);
  return blocks(
    `${bold(name)} · ${key.type}, ${key.multivalued ? 'multi-valued' : 'single-valued'}`,
    lines(
      escaped(key.description),
      key.multivalued ? 'Test it with ForAnyValue or ForAllValues.' : undefined,
      global?.sensitive === true ? 'Wildcards have no valid use in its values.' : undefined,
    ),
    doubt,
    global === undefined ? reference(key.url, catalog) : guide(guidePage(key)),
  );
}

function guidePage({ url }: ConditionKey): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

function unlisted(key: ConditionKey, statement: Statement, catalog: Catalog): string | undefined {
  const { action } = statement;
  const isOpen = action === undefined || action.isNegated || action.entries.some(({ text }) => !text.includes(':'));
  if (isOpen || statementKeys(statement, catalog).own.some(({ name }) => name === key.name)) return undefined;
  return `**Note:** none of the statement's actions lists ${code(key.name)} for its resources.`;
}

/** A policy variable: what it is replaced with. */
export function variableCard(name: string, fallback: string | undefined, isActive: boolean, catalog: Catalog): string {
  const key = catalog.conditionKey(name);
  const otherwise =
    fallback === undefined
      ? 'Where the request has no value, nothing matches.'
      : `Where the request has no value, ${code(fallback)} stands there.`;
  const meaning = isActive
    ? `Replaced by the request's value of ${code(name)}. ${otherwise}`
    : 'Plain text: policy variables need version 2012-10-17.';
  return blocks(
    `${bold(`\${${name}}`)} · policy variable`,
    lines(
      meaning,
      key?.multivalued === true ? 'A multi-valued key gives no value here.' : undefined,
      key === undefined ? undefined : escaped(key.description),
    ),
    guide('reference_policies_variables.html'),
  );
}
