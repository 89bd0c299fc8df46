import { dirname, resolve } from 'node:path';
import type { PolicyReference, RoleHop, SimulationRequest } from '../../../shared/request';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import { parseJson } from '../syntax/json';
import { lineStartsOf, positionAt } from '../syntax/lines';
import { type PlainValue, plainValue } from '../syntax/plain';
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

function requestIn(text: string, file: string, folder: string | undefined): RequestFile {
  const { root, problems } = parseJson(text, { comments: true });
  const [broken] = problems.filter(({ code }) => code !== 'comma-trailing');
  if (broken !== undefined) {
    const { line, character } = positionAt(lineStartsOf(text), broken.start);
    return { ok: false, problem: `${file} is no valid JSON from line ${line + 1}, column ${character + 1} on` };
  }
  const wrong =
    root.kind === 'object' ? undefined : `${file} holds no request: an object with "principal" and "action"`;
  if (wrong !== undefined) return { ok: false, problem: wrong };
  const value = plainValue(root);
  const problem = wrongMember(value);
  return problem === undefined
    ? { ok: true, request: value as Partial<SimulationRequest>, folder }
    : { ok: false, problem: `${file}: ${problem}` };
}

type Test = (value: PlainValue) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isObject: Test = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts: Test = (value) => Array.isArray(value) && value.every(isText);
const isFlag: Test = (value) => typeof value === 'boolean';

/** What the members of a request may be, in words that end "… is no". */
const MEMBERS: { readonly [Name in keyof SimulationRequest]-?: readonly [Test, string] } = {
  principal: [(value) => isText(value) || isObject(value), 'string or object'],
  through: [(value) => Array.isArray(value) && value.every((hop) => isText(hop) || isObject(hop)), 'list of roles'],
  action: [isText, 'string'],
  resource: [isText, 'string'],
  resources: [isTexts, 'list of strings'],
  resourceIsPattern: [isFlag, 'boolean'],
  resourceAccount: [isText, 'string'],
  passRole: [isText, 'string'],
  vpcEndpoint: [isText, 'string'],
  via: [isTexts, 'list of strings'],
  mfa: [isFlag, 'boolean'],
  time: [isText, 'string'],
  missingContext: [(value) => value === 'absent' || value === 'unknown', 'one of "absent" and "unknown"'],
  context: [isObject, 'object of keys and values'],
  model: [isText, 'string'],
};

function wrongMember(request: PlainValue): string | undefined {
  const found = Object.entries(request ?? {}).find(([name, value]) => {
    const known = Object.hasOwn(MEMBERS, name) ? MEMBERS[name as keyof SimulationRequest] : undefined;
    return known === undefined || !known[0](value);
  });
  if (found === undefined) return undefined;
  const [name] = found;
  if (!Object.hasOwn(MEMBERS, name))
    return `a request has no member "${name}"; its members are ${Object.keys(MEMBERS).join(', ')}`;
  return `the member "${name}" is no ${MEMBERS[name as keyof SimulationRequest][1]}`;
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
