import { loadSchemaCheck } from '../model/schema-check';
import { parseJson } from '../syntax/json';
import { positionRange } from '../syntax/lines';
import { configurationProblems, isConfigurationFile, type OwnProblem } from '../workspace/configurations';
import { isModelFile } from '../workspace/model-files';
import type { LoadedModel } from '../workspace/models';
import type { DocumentText } from '../workspace/text';
import { lineAt } from './check-file';
import type { ReportedFinding } from './reported-finding';

/** A model or a configuration: read for what it says, and not for policies alone. */
export function isOwnFile(uri: string): boolean {
  return isModelFile(uri) || isConfigurationFile(uri);
}

/** What is wrong in a model or a configuration, besides the policies in it. `model`: the one that the file is. */
export async function checkOwnFile(
  document: DocumentText,
  file: string,
  model: LoadedModel | undefined,
): Promise<readonly ReportedFinding[]> {
  const problems = isConfigurationFile(document.uri)
    ? configurationProblems(parseJson(document.text, { comments: true }), await loadSchemaCheck())
    : (model?.problems ?? []);
  return problems.map((problem) => findingOf(document, file, problem));
}

/** A problem as a finding of the file. */
export function findingOf(
  document: DocumentText,
  file: string,
  { code, severity, range, message }: OwnProblem,
): ReportedFinding {
  const place = positionRange(document.lines, range);
  return {
    file,
    code,
    severity,
    // Problems of our own files have no ids: their words tell them apart.
    messageId: message,
    message,
    range: place,
    policyType: null,
    pointer: '',
    statement: null,
    related: [],
    fixes: [],
    line: lineAt(document, place.start.line),
  };
}
