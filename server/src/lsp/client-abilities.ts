import type { InitializeParams } from 'vscode-languageserver';

/** What the client can do, read once; everything not said is not there. */
export interface ClientAbilities {
  readonly configuration: boolean;
  readonly workspaceFolders: boolean;
  readonly watchedFiles: boolean;
  readonly refreshLenses: boolean;
  /** The client asks for diagnostics: none are sent unasked. */
  readonly pullsDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly versionedDiagnostics: boolean;
  readonly codeDescription: boolean;
  readonly relatedInformation: boolean;
  readonly tags: boolean;
  readonly insertReplace: boolean;
  readonly editRangeDefault: boolean;
  readonly dataDefault: boolean;
  readonly snippets: boolean;
  readonly labelDetails: boolean;
  readonly markdown: boolean;
  readonly hierarchicalSymbols: boolean;
  readonly showDocument: boolean;
  /** Edits may make files. */
  readonly createsFiles: boolean;
  /** The client registers the commands of `CLIENT_COMMANDS`. */
  readonly clientCommands: boolean;
  /** The client tells the last commit's version of a file. */
  readonly headTexts: boolean;
  /** The editor reports syntax and schema errors of JSON files itself. */
  readonly builtInJson: boolean;
}

export function clientAbilities({ capabilities, initializationOptions }: InitializeParams): ClientAbilities {
  const { workspace, textDocument, window } = capabilities;
  const completion = textDocument?.completion;
  const item = completion?.completionItem;
  const pull = textDocument?.diagnostic;
  const diagnostics = pull ?? textDocument?.publishDiagnostics;
  const options: unknown = initializationOptions;
  return {
    configuration: workspace?.configuration ?? false,
    workspaceFolders: workspace?.workspaceFolders ?? false,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    refreshLenses: workspace?.codeLens?.refreshSupport ?? false,
    pullsDiagnostics: pull !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    versionedDiagnostics: textDocument?.publishDiagnostics?.versionSupport ?? false,
    codeDescription: diagnostics?.codeDescriptionSupport ?? false,
    relatedInformation: diagnostics?.relatedInformation ?? false,
    tags: diagnostics?.tagSupport !== undefined,
    insertReplace: item?.insertReplaceSupport ?? false,
    editRangeDefault: completion?.completionList?.itemDefaults?.includes('editRange') ?? false,
    dataDefault: completion?.completionList?.itemDefaults?.includes('data') ?? false,
    snippets: item?.snippetSupport ?? false,
    labelDetails: item?.labelDetailsSupport ?? false,
    markdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      (workspace.workspaceEdit.resourceOperations?.includes('create') ?? false),
    showDocument: window?.showDocument?.support ?? false,
    clientCommands: optionIsTrue(options, 'clientCommands'),
    headTexts: optionIsTrue(options, 'headTexts'),
    builtInJson: optionIsTrue(options, 'builtInJson'),
  };
}

function optionIsTrue(options: unknown, name: string): boolean {
  return typeof options === 'object' && options !== null && (options as Record<string, unknown>)[name] === true;
}
