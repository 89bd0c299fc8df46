import type {
  Diagnostic,
  CompletionItem as LspCompletionItem,
  CompletionList as LspCompletionList,
  Range as LspRange,
  TextEdit as LspTextEdit,
} from 'vscode-languageserver';
import {
  CompletionItemKind,
  DiagnosticSeverity,
  DiagnosticTag,
  InsertTextFormat,
  MarkupKind,
} from 'vscode-languageserver-types';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import type { CheckSeverity } from '../../../shared/settings';
import type { Fix } from '../checks/finding';
import type { CompletionData, CompletionItem, CompletionKind, CompletionList } from '../features/answers';
import type { PolicySite } from '../policy/find';
import { siteRange, siteText } from '../policy/find';
import { type LineStarts, positionRange } from '../syntax/lines';
import type { Range } from '../syntax/tree';
import type { SiteFinding } from '../workspace/analysis';
import type { OwnProblem } from '../workspace/configurations';
import type { DocumentText } from '../workspace/text';
import type { ClientAbilities } from './client-abilities';

/** A range of a site's text → positions in the file that holds it. */
export function lspRange(document: DocumentText, site: PolicySite | undefined, range: Range): LspRange {
  return positionRange(document.lines, site === undefined ? range : siteRange(site, range));
}

/** An edit of a site's text → an edit of the file, escaped where the policy stands in a string. */
function lspEdit(
  document: DocumentText,
  site: PolicySite | undefined,
  edit: { readonly range: Range; readonly newText: string },
): LspTextEdit {
  return {
    range: lspRange(document, site, edit.range),
    newText: site === undefined ? edit.newText : siteText(site, edit.newText),
  };
}

const SEVERITIES: { readonly [Severity in CheckSeverity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  security: DiagnosticSeverity.Warning,
  warning: DiagnosticSeverity.Warning,
  suggestion: DiagnosticSeverity.Information,
};

/** `page`: the AWS page on which the check stands. */
export function lspDiagnostic(
  document: DocumentText,
  { typed, finding }: SiteFinding,
  page: string | undefined,
  abilities: ClientAbilities,
): Diagnostic {
  const related = finding.related.map(({ range, message }) => ({
    location: { uri: document.uri, range: lspRange(document, typed?.site, range) },
    message,
  }));
  return {
    range: lspRange(document, typed?.site, finding.range),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    source: 'writ',
    message: finding.message,
    data: { messageId: finding.messageId },
    ...(page !== undefined && abilities.codeDescription ? { codeDescription: { href: page } } : {}),
    ...(finding.isUnnecessary && abilities.tags ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 && abilities.relatedInformation ? { relatedInformation: related } : {}),
  };
}

/** What cannot be used in a file of ours. */
export function lspProblem(lines: LineStarts, problem: Omit<OwnProblem, 'isBuiltIn'>): Diagnostic {
  const { code, severity, message, range } = problem;
  return { range: positionRange(lines, range), severity: SEVERITIES[severity], code, source: 'writ', message };
}

export function fixEdits(document: DocumentText, site: PolicySite | undefined, fix: Fix): LspTextEdit[] {
  return fix.edits.map((edit) => lspEdit(document, site, edit));
}

const KINDS: { readonly [Kind in CompletionKind]: CompletionItemKind } = {
  property: CompletionItemKind.Property,
  enumMember: CompletionItemKind.EnumMember,
  module: CompletionItemKind.Module,
  function: CompletionItemKind.Function,
  value: CompletionItemKind.Value,
  operator: CompletionItemKind.Operator,
  field: CompletionItemKind.Field,
  reference: CompletionItemKind.Reference,
  snippet: CompletionItemKind.Snippet,
};

const ACTION_DATA = { kind: 'actionByLabel' } as const;

type EditRange = LspRange | { readonly insert: LspRange; readonly replace: LspRange };

/** A list in the smallest form that the client understands: one range for all items where it can. */
export function lspCompletion(
  document: DocumentText,
  site: PolicySite,
  list: CompletionList,
  abilities: ClientAbilities,
): LspCompletionList {
  const insert = lspRange(document, site, list.insert);
  const replace = lspRange(document, site, list.replace);
  const editRange = abilities.insertReplace ? { insert, replace } : replace;
  const textFor = (item: CompletionItem, newText: string): Partial<LspCompletionItem> => {
    if (!abilities.editRangeDefault) return { textEdit: editFor(newText, insert, replace, abilities) };
    return newText === item.label ? {} : { textEditText: newText };
  };
  const items = list.items.map((item) => ({
    ...itemWithoutText(document, site, item, abilities),
    ...textFor(item, textOf(item, site, abilities)),
  }));
  return {
    isIncomplete: list.isIncomplete,
    items,
    ...defaultsFor(editRange, abilities),
  };
}

/** `ACTION_DATA` stands for the data of an action whose label is its name. */
function defaultsFor(editRange: EditRange, { editRangeDefault, dataDefault }: ClientAbilities) {
  if (!editRangeDefault && !dataDefault) return {};
  return {
    itemDefaults: { ...(editRangeDefault ? { editRange } : {}), ...(dataDefault ? { data: ACTION_DATA } : {}) },
  };
}

/** The data of an item that comes back from the client; undefined for what no item of ours has. */
export function completionData({ label, data }: LspCompletionItem): CompletionData | undefined {
  const given: unknown = data;
  if (typeof given !== 'object' || given === null || !('kind' in given) || typeof given.kind !== 'string')
    return undefined;
  return given.kind === ACTION_DATA.kind ? { kind: 'action', action: label } : (given as CompletionData);
}

function editFor(newText: string, insert: LspRange, replace: LspRange, { insertReplace }: ClientAbilities) {
  return insertReplace ? { newText, insert, replace } : { newText, range: replace };
}

/** Hundreds of these go over the wire at each stroke: what the label says already is left out. */
function itemWithoutText(
  document: DocumentText,
  site: PolicySite,
  item: CompletionItem,
  abilities: ClientAbilities,
): LspCompletionItem {
  const filterText = siteText(site, item.filterText);
  const made: LspCompletionItem = { label: item.label, kind: KINDS[item.kind], sortText: item.sortText };
  if (filterText !== item.label) made.filterText = filterText;
  if (item.labelDetail !== undefined && abilities.labelDetails) made.labelDetails = { description: item.labelDetail };
  else if (item.labelDetail !== undefined) made.detail = item.labelDetail;
  if (item.preselect === true) made.preselect = true;
  if (item.isSnippet && abilities.snippets) made.insertTextFormat = InsertTextFormat.Snippet;
  if (item.additionalEdits !== undefined)
    made.additionalTextEdits = item.additionalEdits.map((edit) => lspEdit(document, site, edit));
  if (item.retrigger === true && abilities.clientCommands)
    made.command = { title: '', command: CLIENT_COMMANDS.triggerSuggest };
  if (item.data !== undefined && !isDefaultData(item, abilities)) made.data = item.data;
  return made;
}

function isDefaultData({ label, data }: CompletionItem, { dataDefault }: ClientAbilities): boolean {
  return dataDefault && data?.kind === 'action' && data.action === label;
}

/** Where the client knows no snippets, their places become their default texts. */
function textOf(item: CompletionItem, site: PolicySite, { snippets }: ClientAbilities): string {
  return siteText(site, item.isSnippet && !snippets ? plainText(item.newText) : item.newText);
}

/** `${1:name}` → `name`, `${2|a,b|}` → `a`, `$0` → nothing, `\$` → `$`. */
export function plainText(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|}]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1')
    .replace(/(?<!\\)\$(\d+|\{\d+\})/g, '')
    .replace(/\\([\\$}])/g, '$1');
}

/** Markdown, or the same without its marks for a client that shows text only. */
export function markup(markdown: string, { markdown: isKnown }: ClientAbilities) {
  return isKnown
    ? { kind: MarkupKind.Markdown, value: markdown }
    : {
        kind: MarkupKind.PlainText,
        value: markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\\(\W)|[*`]/g, '$1'),
      };
}
