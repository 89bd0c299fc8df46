import type { PolicyDocument, Statement } from '../policy/document';
import type { Range } from '../syntax/tree';

/** One line of the outline. Ranges are in the policy's text; `selection` lies within `range`. */
export interface PolicySymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'policy' | 'statement' | 'element';
  readonly range: Range;
  readonly selection: Range;
  readonly children: readonly PolicySymbol[];
}

/** More actions or values than these are counted. */
const MAX_NAMED = 2;

/** The outline of a policy: its statements by Sid, or by what they do, with their elements. */
export function policySymbol(document: PolicyDocument): PolicySymbol {
  const { root, statements } = document;
  return {
    name: 'Policy',
    detail: statements.length === 1 ? '1 statement' : `${statements.length} statements`,
    kind: 'policy',
    range: { start: root.start, end: root.end },
    selection: { start: root.start, end: Math.min(root.start + 1, root.end) },
    children: statements.map(statementSymbol),
  };
}

function statementSymbol(statement: Statement): PolicySymbol {
  const { node, sid, elements, index } = statement;
  const does = actionWords(statement);
  const name = sid !== undefined && sid !== '' ? sid : does === '' ? `Statement ${index + 1}` : does;
  const { start, end } = elements.Sid?.value ??
    elements.Effect?.value ?? { start: node.start, end: Math.min(node.start + 1, node.end) };
  return {
    name,
    detail: name === does ? '' : does,
    kind: 'statement',
    range: { start: node.start, end: node.end },
    selection: { start, end },
    children: elementSymbols(statement),
  };
}

/** `Allow s3:GetObject, s3:PutObject and 3 more`. */
function actionWords({ effect, action }: Statement): string {
  const actions =
    action === undefined ? '' : `${action.isNegated ? 'not ' : ''}${listed(action.entries.map(({ text }) => text))}`;
  return [effect ?? '', actions].filter((word) => word !== '').join(' ');
}

function elementSymbols({ object, elements }: Statement): readonly PolicySymbol[] {
  const known = new Set(Object.values(elements));
  const members = (object?.members ?? []).filter((member) => known.has(member));
  return members.map(({ key, value, start, end }) => ({
    name: key.value,
    detail: value.kind === 'string' ? value.value : value.kind === 'array' ? countWords(value.items.length) : '',
    kind: 'element',
    range: { start, end },
    selection: { start: key.start, end: key.end },
    children: [],
  }));
}

function countWords(count: number): string {
  return count === 1 ? '1 item' : `${count} items`;
}

function listed(items: readonly string[]): string {
  const rest = items.length - MAX_NAMED;
  return items.slice(0, MAX_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
