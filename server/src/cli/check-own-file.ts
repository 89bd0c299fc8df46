import { fileURLToPath } from 'node:url';
import type { CheckSeverity } from '../../../shared/settings';
import { readConfiguration } from '../checks/configuration';
import { loadSchemaCheck } from '../model/schema-check';
import { parseJson } from '../syntax/json';
import { positionRange } from '../syntax/lines';
import type { Range } from '../syntax/tree';
import { isModelFile } from '../workspace/model-files';
import type { LoadedModel } from '../workspace/models';
import type { DocumentText } from '../workspace/text';
import { lineAt } from './check-file';
import { CONFIGURATION_NAME } from './configuration-files';
import type { ReportedFinding } from './reported-finding';

/** A model or a configuration: read for what it says, and not for policies alone. */
export function isOwnFile(path: string): boolean {
  return isModelFile(path) || isConfiguration(path);
}

/** What is wrong in a model or a configuration, besides the policies in it. `model`: the one that the file is. */
export async function checkOwnFile(
  document: DocumentText,
  file: string,
  model: LoadedModel | undefined,
): Promise<readonly ReportedFinding[]> {
  const path = fileURLToPath(document.uri);
  if (isConfiguration(path)) return configurationFindings(document, file);
  return isModelFile(path) && model !== undefined ? modelFindings(document, file, model) : [];
}

function isConfiguration(path: string): boolean {
  return path.replaceAll('\\', '/').split('/').at(-1) === CONFIGURATION_NAME;
}

async function modelFindings(
  document: DocumentText,
  file: string,
  { problems }: LoadedModel,
): Promise<readonly ReportedFinding[]> {
  return problems.map((problem) => finding(document, file, problem));
}

const CONFIGURATION_CODE = 'config-file-invalid';

async function configurationFindings(document: DocumentText, file: string): Promise<readonly ReportedFinding[]> {
  const tree = parseJson(document.text, { comments: true });
  const [broken] = tree.problems;
  if (broken !== undefined) {
    const message = 'The configuration is no valid JSON from here on; what is sound is used.';
    return [finding(document, file, { code: CONFIGURATION_CODE, severity: 'error', range: broken, message })];
  }
  const schema = (await loadSchemaCheck()).configuration(tree);
  const own = readConfiguration(tree).problems.filter(({ severity }) => severity !== 'error');
  return [...schema.map((each) => ({ ...each, severity: 'error' as const })), ...own].map((problem) =>
    finding(document, file, { code: CONFIGURATION_CODE, ...problem }),
  );
}

interface Problem {
  readonly code: string;
  readonly severity: CheckSeverity;
  readonly range: Range;
  readonly message: string;
}

function finding(document: DocumentText, file: string, { code, severity, range, message }: Problem): ReportedFinding {
  const place = positionRange(document.lines, range);
  return {
    file,
    code,
    severity,
    message,
    range: place,
    policyType: null,
    pointer: '',
    related: [],
    fixes: [],
    line: lineAt(document, place.start.line),
  };
}
