import * as vscode from 'vscode';
import { CLIENT_COMMANDS } from '../../shared/commands';
import { COMPARISON_REQUEST, type ComparisonParams } from '../../shared/comparison';
import type { SimulationResult } from '../../shared/decision';
import type { SimulationRequest } from '../../shared/request';
import {
  RESULT_TEXT_REQUEST,
  type ResultCommand,
  type ResultLine,
  type ResultRole,
  type ResultTarget,
} from '../../shared/result-view';
import { vscodeRange } from './locations';
import type { Server } from './server';

const RESULT_SCHEME = 'writ-result';
const RESULT_LANGUAGE = 'writ-result';
const RESULT_URI = vscode.Uri.from({ scheme: RESULT_SCHEME, path: '/Simulation result' });
const COMPARISON_URI = vscode.Uri.from({ scheme: RESULT_SCHEME, path: '/Policy changes' });

/**
 * The last result, and the last comparison, as ordinary read-only documents beside the policy: they can be read by a screen reader,
 * searched and copied. Statements are links; colours only repeat what the words say.
 */
export interface ResultView extends vscode.Disposable {
  show(request: SimulationRequest, result: SimulationResult): Promise<void>;
  /** False where nothing was simulated yet. */
  showAgain(): Promise<boolean>;
  showComparison(params: ComparisonParams): Promise<void>;
}

interface Shown {
  readonly text: string;
  readonly links: readonly vscode.DocumentLink[];
  readonly ranges: ReadonlyMap<ResultRole, readonly vscode.Range[]>;
}

const NOTHING: Shown = { text: '', links: [], ranges: new Map() };

export function createResultView(server: Server): ResultView {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const decorations = decorationTypes();
  const pages = new Map<string, Shown>();
  const pageOf = (uri: vscode.Uri): Shown => pages.get(uri.path) ?? NOTHING;
  let links = new vscode.Disposable(() => undefined);

  // The editor asks again only seconds after a change, and until then the old links lie over the new text: a new provider it asks at once.
  const offerLinks = () => {
    links.dispose();
    const provider = { provideDocumentLinks: ({ uri }: vscode.TextDocument) => [...pageOf(uri).links] };
    links = vscode.languages.registerDocumentLinkProvider({ scheme: RESULT_SCHEME }, provider);
  };
  const decorate = () => {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.scheme !== RESULT_SCHEME) continue;
      const { ranges } = pageOf(editor.document.uri);
      for (const [role, type] of decorations) editor.setDecorations(type, ranges.get(role) ?? []);
    }
  };
  const open = async (uri: vscode.Uri) => {
    const opened = await vscode.workspace.openTextDocument(uri);
    // The language has no words of its own: its editor settings make the document a page to read.
    const document = await vscode.languages.setTextDocumentLanguage(opened, RESULT_LANGUAGE);
    await untilShown(document, pageOf(uri).text);
    offerLinks();
    const isOpen = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    await vscode.window.showTextDocument(document, {
      viewColumn: isOpen?.viewColumn ?? vscode.ViewColumn.Beside,
      preview: false,
    });
    decorate();
  };
  const subscriptions = [
    changed,
    ...decorations.values(),
    vscode.workspace.registerTextDocumentContentProvider(RESULT_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => pageOf(uri).text,
    }),
    vscode.window.onDidChangeVisibleTextEditors(decorate),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === RESULT_SCHEME) decorate();
    }),
  ];
  const showPage = async (uri: vscode.Uri, lines: readonly ResultLine[]) => {
    pages.set(uri.path, shownFrom(lines));
    changed.fire(uri);
    await open(uri);
  };
  return {
    async show(request, result) {
      await showPage(RESULT_URI, await server.request<readonly ResultLine[]>(RESULT_TEXT_REQUEST, { request, result }));
    },
    async showAgain() {
      if (!pages.has(RESULT_URI.path)) return false;
      await open(RESULT_URI);
      return true;
    },
    async showComparison(params) {
      await showPage(COMPARISON_URI, await server.request<readonly ResultLine[]>(COMPARISON_REQUEST, params));
    },
    dispose: () => vscode.Disposable.from(...subscriptions, links).dispose(),
  };
}

/** The editor asks for new content in its own time; until then the document holds the result before. */
function untilShown(document: vscode.TextDocument, text: string): Promise<void> {
  const isShown = () => document.getText().replaceAll('\r\n', '\n') === text;
  if (isShown()) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document || !isShown()) return;
      listener.dispose();
      resolve();
    });
  });
}

function shownFrom(lines: readonly ResultLine[]): Shown {
  const links: vscode.DocumentLink[] = [];
  const ranges = new Map<ResultRole, vscode.Range[]>();
  lines.forEach((parts, line) => {
    let at = 0;
    for (const { text, role, target, command } of parts) {
      const range = new vscode.Range(line, at, line, at + text.length);
      at += text.length;
      if (target !== undefined) links.push(linkTo(range, target));
      if (command !== undefined) links.push(linkToCommand(range, command));
      ranges.set(role, [...(ranges.get(role) ?? []), range]);
    }
  });
  return { text: lines.map((parts) => parts.map(({ text }) => text).join('')).join('\n'), links, ranges };
}

/** A command, because a URI alone can name a place, but not a range. */
function linkTo(range: vscode.Range, { uri, range: target }: ResultTarget): vscode.DocumentLink {
  const args = encodeURIComponent(JSON.stringify([uri, target]));
  const link = new vscode.DocumentLink(range, vscode.Uri.parse(`command:${CLIENT_COMMANDS.openLocation}?${args}`));
  const { start } = vscodeRange(target);
  link.tooltip = vscode.l10n.t('Show the statement (line {0})', start.line + 1);
  return link;
}

function linkToCommand(range: vscode.Range, { id, arguments: args }: ResultCommand): vscode.DocumentLink {
  return new vscode.DocumentLink(range, vscode.Uri.parse(`command:${id}?${encodeURIComponent(JSON.stringify(args))}`));
}

function decorationTypes(): ReadonlyMap<ResultRole, vscode.TextEditorDecorationType> {
  const coloured = (id: string, fontWeight = 'normal') =>
    vscode.window.createTextEditorDecorationType({ color: new vscode.ThemeColor(id), fontWeight });
  return new Map([
    ['heading', vscode.window.createTextEditorDecorationType({ fontWeight: 'bold' })],
    ['allowed', coloured('testing.iconPassed', 'bold')],
    ['denied', coloured('errorForeground', 'bold')],
    ['unsure', coloured('editorWarning.foreground', 'bold')],
    ['muted', coloured('descriptionForeground')],
  ]);
}
