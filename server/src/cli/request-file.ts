import { dirname, resolve } from 'node:path';
import type { PolicyReference, RoleHop, SimulationRequest } from '../../../shared/request';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import { loadSchemaCheck, type SchemaFinding } from '../model/schema-check';
import { parseJson } from '../syntax/json';
import { lineStartsOf, positionAt } from '../syntax/lines';
import { plainValue } from '../syntax/plain';
import { readText, relativeTo } from './files';
import { linesOf } from './lines';
import type { Terminal } from './terminal';

/** Members of a request as somebody wrote them, or a sentence about why they cannot be used. */
export type RequestFile =
  | {
      readonly ok: true;
      readonly request: Partial<SimulationRequest>;
      /** The folder in which it stands; undefined for standard input. */
      readonly folder: string | undefined;
    }
  | { readonly ok: false; readonly problem: string };

/** Reads a request: JSON with comments, from a file or, for `-`, from standard input. */
export async function readRequestFile(file: string, terminal: Terminal): Promise<RequestFile> {
  if (file === '-') return requestIn(await inputText(terminal), 'standard input', undefined);
  const path = resolve(terminal.folder, file);
  const read = readText(path, DEFAULT_MAX_FILE_BYTES);
  return read.ok
    ? requestIn(read.text, file, dirname(path))
    : { ok: false, problem: `cannot read ${file}: ${read.message}` };
}

async function inputText({ input }: Terminal): Promise<string> {
  const lines: string[] = [];
  for await (const line of linesOf(input)) lines.push(line);
  return lines.join('\n');
}

async function requestIn(text: string, file: string, folder: string | undefined): Promise<RequestFile> {
  const tree = parseJson(text, { comments: true });
  const lines = lineStartsOf(text);
  const broken = tree.problems.find(({ code }) => code !== 'comma-trailing');
  const [wrong] = broken === undefined ? partsWrong((await loadSchemaCheck()).request(tree)) : [];
  const problem = broken === undefined ? wrong : { range: broken, message: 'The text is no valid JSON from here on.' };
  if (problem === undefined) return { ok: true, request: plainValue(tree.root) as Partial<SimulationRequest>, folder };
  const { line, character } = positionAt(lines, problem.range.start);
  return { ok: false, problem: `${file}:${line + 1}:${character + 1}: ${problem.message}` };
}

/** What is missing may stand among the words of the command line. */
function partsWrong(found: readonly SchemaFinding[]): readonly SchemaFinding[] {
  return found.filter(({ message }) => !/^The property "(principal|action)" is missing/.test(message));
}

/** The same request with the paths of its session policies taken from another folder; ARNs and documents stay. */
export function rebasedRequest(
  request: Partial<SimulationRequest>,
  from: string,
  to: string,
): Partial<SimulationRequest> {
  const reference = (policy: PolicyReference): PolicyReference =>
    typeof policy === 'string' ? rebasedPath(policy, from, to) : policy;
  const session = <T>(holder: T): T => withRebased(holder, reference);
  return {
    ...request,
    ...(request.principal === undefined ? {} : { principal: session(request.principal) }),
    ...(request.through === undefined ? {} : { through: request.through.map((hop: string | RoleHop) => session(hop)) }),
  };
}

/** A policy reference: an ARN as it is, a path from another folder. */
export function rebasedPath(reference: string, from: string, to: string): string {
  return reference.startsWith('arn:') ? reference : relativeTo(to, resolve(from, reference));
}

function withRebased<T>(holder: T, reference: (policy: PolicyReference) => PolicyReference): T {
  if (typeof holder !== 'object' || holder === null || !('session' in holder)) return holder;
  const { session } = holder;
  if (typeof session !== 'object' || session === null || !('policies' in session)) return holder;
  const { policies } = session;
  return Array.isArray(policies) ? { ...holder, session: { ...session, policies: policies.map(reference) } } : holder;
}
