/**
 * What of the protocol's library is used at run time, in one place: a bundle pays for each file that imports from it at
 * every start. Types come from `vscode-languageserver`, plain values of LSP from `vscode-languageserver-types`.
 */
export {
  createConnection,
  ErrorCodes,
  FileChangeType,
  LSPErrorCodes,
  ProposedFeatures,
  ResponseError,
  TextDocumentSyncKind,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver/node';
