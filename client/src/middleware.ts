import type * as vscode from 'vscode';
import type { LanguageClientOptions, vsdiag } from 'vscode-languageclient';
import { mayHoldPolicy, mayHoldPolicyNow } from './gate';

export type Middleware = NonNullable<LanguageClientOptions['middleware']>;

/** The documents that the server knows, by URI. */
export interface SentDocuments {
  has(document: vscode.TextDocument): boolean;
  readonly middleware: Middleware;
}

/** The library's enumeration has this one word; importing it would load the library with every JSON file. */
const NO_DIAGNOSTICS = { kind: 'full' as vsdiag.DocumentDiagnosticReportKind.full, items: [] };

/**
 * Lets only documents that may hold a policy reach the server. The client library counts a document as open even where its
 * opening was held back, so one set of our own decides about opening, changes and closing, and requests about others are answered here.
 */
export function sentDocuments(openNow: (document: vscode.TextDocument) => Promise<void>): SentDocuments {
  const sent = new Set<string>();
  const keyOf = (document: vscode.TextDocument) => document.uri.toString();
  const has = (document: vscode.TextDocument) => sent.has(keyOf(document));
  const ifSent = <Result>(document: vscode.TextDocument, ask: () => Result): Result | null =>
    has(document) ? ask() : null;
  return {
    has,
    middleware: {
      async didOpen(document, next) {
        if (!mayHoldPolicy(document)) return;
        sent.add(keyOf(document));
        await next(document);
      },
      async didChange(event, next) {
        if (has(event.document)) return next(event);
        if (!mayHoldPolicyNow(event)) return;
        sent.add(keyOf(event.document));
        await openNow(event.document);
      },
      async didClose(document, next) {
        if (sent.delete(keyOf(document))) await next(document);
      },
      provideCompletionItem: (document, position, context, token, next) =>
        ifSent(document, () => next(document, position, context, token)),
      provideHover: (document, position, token, next) => ifSent(document, () => next(document, position, token)),
      provideCodeActions: (document, range, context, token, next) =>
        ifSent(document, () => next(document, range, context, token)),
      provideCodeLenses: (document, token, next) => ifSent(document, () => next(document, token)),
      provideDiagnostics: (document, previousResultId, token, next) =>
        'languageId' in document && !has(document) ? NO_DIAGNOSTICS : next(document, previousResultId, token),
      provideDocumentSymbols: (document, token, next) => ifSent(document, () => next(document, token)),
    },
  };
}
