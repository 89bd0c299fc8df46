/** A fixture's text as the features get it, and what an editor does with an accepted item. */
import type { CompletionItem, CompletionList, PolicyContext } from '../../../server/src/features/answers';
import type { PolicyType } from '../../../server/src/policy/document';
import { findPolicies, type PolicySite, siteRange, siteText } from '../../../server/src/policy/find';
import { decideTypes } from '../../../server/src/policy/kind';
import { readPolicy } from '../../../server/src/policy/read';
import { applyEdits } from '../../../server/src/syntax/edits';
import { parseJson } from '../../../server/src/syntax/json';
import { contains, offsetInText } from '../../../server/src/syntax/tree';
import { testCatalog } from '../../kit/catalog';
import type { Fixture } from '../../kit/marks';

export interface Opened {
  readonly context: PolicyContext;
  /** In the policy's own text. */
  readonly offset: number;
}

/** The policy around an offset, typed by `types` or by what it holds. */
export function open(
  text: string,
  offset: number,
  options: { readonly types?: readonly PolicyType[]; readonly known?: PolicyContext['known'] } = {},
): Opened {
  const tree = parseJson(text, { comments: true });
  const found = findPolicies(tree).findLast((each) => contains(siteRange(each, each.document.root), offset));
  const site: PolicySite = found ?? {
    document: readPolicy(tree),
    embedding: undefined,
    pointer: '',
    property: undefined,
  };
  const types = options.types ?? decideTypes(site, {}).map(({ type }) => type);
  return {
    context: { site, types, catalog: testCatalog(), known: options.known },
    offset: offsetInText(site.embedding, offset),
  };
}

/** `types:` and `known:` lines of a fixture's description. */
export function optionsOf({ description }: Fixture): NonNullable<Parameters<typeof open>[2]> {
  const line = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(description)?.[1]?.trim().split(/\s+/);
  const types = line('types') as readonly PolicyType[] | undefined;
  const known = line('known');
  return {
    ...(types === undefined ? {} : { types }),
    ...(known === undefined
      ? {}
      : {
          known: {
            resources: known.filter((text) => !isPrincipal(text)),
            principals: known.filter(isPrincipal),
          },
        }),
  };
}

function isPrincipal(text: string): boolean {
  return /^arn:aws:(iam|sts)::\d+:(user|role|root|assumed-role)/.test(text) || /^\d{12}$/.test(text);
}

/** The file after accepting an item in replace mode (or insert mode), with `|` where the caret ends up. */
export function accept(
  text: string,
  site: PolicySite,
  list: CompletionList,
  item: CompletionItem,
  mode: 'insert' | 'replace' = 'replace',
): string {
  const main = siteText(site, item.isSnippet ? expandSnippet(item.newText) : `${item.newText}|`);
  const edits = (item.additionalEdits ?? []).map(({ range, newText }) => ({
    range: siteRange(site, range),
    newText: siteText(site, newText),
  }));
  return applyEdits(text, [{ range: siteRange(site, list[mode]), newText: main }, ...edits]);
}

/** A snippet as it stands after it is inserted: `|` at the first stop, at the end if there is none. */
function expandSnippet(snippet: string): string {
  const first = Math.min(...[...snippet.matchAll(/(?<!\\)\$\{?([1-9])/g)].map((match) => Number(match[1])));
  const stop = Number.isFinite(first) ? String(first) : '0';
  const caret = (number: string) => (number === stop ? '|' : '');
  const expanded = snippet
    .replace(/(?<!\\)\$\{(\d)\|((?:\\.|[^,|\\])*)(?:\\.|[^|\\])*\|\}/g, (_, number, choice) => caret(number) + choice)
    .replace(/(?<!\\)\$\{(\d):((?:\\.|[^}\\])*)\}/g, (_, number, word) => caret(number) + word)
    .replace(/(?<!\\)\$(\d)/g, (_, number) => caret(number))
    .replace(/\\([\\$},|])/g, '$1');
  return stop === '0' && !/(?<!\\)\$0/.test(snippet) ? `${expanded}|` : expanded;
}
