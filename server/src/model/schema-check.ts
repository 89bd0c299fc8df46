/**
 * Our own files against their JSON Schemas. The only file that knows the validator: it is loaded when a file of ours is first
 * read, and another one can take its place here.
 */
import type { ErrorObject, ValidateFunction } from 'ajv';
import modelSchema from '../../../schemas/iam-model.schema.json';
import requestSchema from '../../../schemas/iam-request.schema.json';
import testSchema from '../../../schemas/iam-test.schema.json';
import severitySchema from '../../../schemas/severity.schema.json';
import configSchema from '../../../schemas/writ-config.schema.json';
import { nodeAtPointer } from '../syntax/path';
import { plainValue } from '../syntax/plain';
import type { Member, Range, Tree, TreeNode } from '../syntax/tree';
import { didYouMean, nearestNames } from './nearest';

/** What a schema says of a text. */
export interface SchemaFinding {
  readonly range: Range;
  readonly message: string;
}

/** One function for each kind of file. */
export interface SchemaCheck {
  readonly model: (tree: Tree) => readonly SchemaFinding[];
  readonly test: (tree: Tree) => readonly SchemaFinding[];
  readonly configuration: (tree: Tree) => readonly SchemaFinding[];
  readonly request: (tree: Tree) => readonly SchemaFinding[];
  /** The same for a request that is a value without a text: the first error, or undefined. */
  readonly requestValue: (value: unknown) => string | undefined;
}

/** By file name, by which they refer to each other. */
const SCHEMAS = {
  'iam-request.schema.json': requestSchema,
  'iam-model.schema.json': modelSchema,
  'iam-test.schema.json': testSchema,
  'severity.schema.json': severitySchema,
  'writ-config.schema.json': configSchema,
} as const;

/** Loads the validator and compiles the schemas. */
export async function loadSchemaCheck(): Promise<SchemaCheck> {
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
  for (const [name, schema] of Object.entries(SCHEMAS)) ajv.addSchema(schema, name);
  const validator = (name: keyof typeof SCHEMAS) => {
    let compiled: ValidateFunction | undefined;
    return (value: unknown): readonly ErrorObject[] => {
      compiled ??= ajv.getSchema(name);
      if (compiled === undefined || compiled(value) === true) return [];
      return relevant(compiled.errors ?? []);
    };
  };
  const treeCheck = (name: keyof typeof SCHEMAS) => {
    const errorsOf = validator(name);
    return (tree: Tree) => errorsOf(plainValue(tree.root)).map((error) => findingOf(tree, error));
  };
  const requestErrors = validator('iam-request.schema.json');
  return {
    model: treeCheck('iam-model.schema.json'),
    test: treeCheck('iam-test.schema.json'),
    configuration: treeCheck('writ-config.schema.json'),
    request: treeCheck('iam-request.schema.json'),
    requestValue: (value) => {
      const [error] = requestErrors(value);
      return error && `${placeWords(error)}: ${messageOf(error)}`;
    },
  };
}

/**
 * Of a choice (`anyOf`) the validator lists the errors of every branch. Where the value's kind points to one branch, that
 * branch's errors count; otherwise the choice as a whole. (No branch of our schemas is a bare reference, for the validator
 * forgets to which branch an error behind one belongs.)
 */
function relevant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  for (const choice of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const inside = errors.filter((error) => branchIn(choice, error) !== undefined);
    const meant = branchMeant(choice, inside);
    if (meant !== undefined) dropped.add(choice);
    for (const error of inside) if (branchIn(choice, error) !== meant) dropped.add(error);
  }
  return distinct(errors.filter((error) => !dropped.has(error)));
}

/** The one branch that the value's kind does not rule out; where several are left, neither by a property that it lacks. */
function branchMeant(choice: ErrorObject, inside: readonly ErrorObject[]): string | undefined {
  const branches = Array.isArray(choice.schema) ? choice.schema.map((_branch, index) => String(index)) : [];
  const leftBy = (keywords: readonly string[]) => {
    const own = inside.filter((each) => each.instancePath === choice.instancePath && keywords.includes(each.keyword));
    const refused = new Set(own.map((error) => branchIn(choice, error)));
    return branches.filter((branch) => !refused.has(branch));
  };
  const ofKind = leftBy(KIND_KEYWORDS);
  const left = ofKind.length > 1 ? leftBy([...KIND_KEYWORDS, 'required']) : ofKind;
  return left.length === 1 ? left[0] : undefined;
}

const KIND_KEYWORDS = ['type', 'const', 'enum'];

/** The number of the branch of a choice to which an error belongs. */
function branchIn(choice: ErrorObject, error: ErrorObject): string | undefined {
  const start = `${choice.schemaPath}/`;
  return error.schemaPath.startsWith(start) ? error.schemaPath.slice(start.length).split('/', 1)[0] : undefined;
}

function distinct(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const seen = new Map(errors.map((error) => [`${error.instancePath} ${messageOf(error)}`, error]));
  return [...seen.values()];
}

function findingOf(tree: Tree, error: ErrorObject): SchemaFinding {
  return { range: rangeOf(tree, error), message: messageOf(error) };
}

/** An unknown property at its name, a missing one at the name of the object that lacks it, everything else at the value. */
function rangeOf(tree: Tree, error: ErrorObject): Range {
  const node = nodeAtPointer(tree.root, error.instancePath) ?? tree.root;
  if (error.keyword === 'additionalProperties')
    return memberOf(node, String(error.params.additionalProperty))?.key ?? node;
  if (error.keyword !== 'required') return node;
  const cut = error.instancePath.lastIndexOf('/');
  const parent = cut === -1 ? undefined : nodeAtPointer(tree.root, error.instancePath.slice(0, cut));
  const name = decodedStep(error.instancePath.slice(cut + 1));
  return memberOf(parent, name)?.key ?? { start: node.start, end: Math.min(node.start + 1, node.end) };
}

function memberOf(node: TreeNode | undefined, name: string): Member | undefined {
  return node?.kind === 'object' ? node.members.findLast(({ key }) => key.value === name) : undefined;
}

function decodedStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function placeWords({ instancePath }: ErrorObject): string {
  return instancePath === '' ? 'The request' : `"${instancePath.slice(1).split('/').map(decodedStep).join('.')}"`;
}

const KIND_WORDS: { readonly [type: string]: string } = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

/** A schema may say in its own words what it wants (`errorMessage`, which VS Code reads too). */
function messageOf(error: ErrorObject): string {
  const own: unknown = error.parentSchema?.errorMessage;
  const params = error.params as { readonly [name: string]: unknown };
  if (error.keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    const known = Object.keys((error.parentSchema?.properties ?? {}) as object);
    return `Unknown property "${name}".${didYouMean(nearestNames(name, known))}`;
  }
  if (error.keyword === 'required') return `The property "${String(params.missingProperty)}" is missing.`;
  if (typeof own === 'string') return own;
  switch (error.keyword) {
    case 'type': {
      const types = [params.type].flat().map((type) => KIND_WORDS[String(type)] ?? String(type));
      return `This takes ${types.join(' or ')}.`;
    }
    case 'enum':
      return `This is one of ${listOf(params.allowedValues)}.`;
    case 'const':
      return `This is ${JSON.stringify(params.allowedValue)}.`;
    case 'anyOf':
      return `This takes ${branchWords(error.schema).join(', or ')}.`;
    default:
      return `This ${error.message ?? 'is not as the format wants it'}.`;
  }
}

/** What the branches of a choice take: `true or false`, `"unknown"`. */
function branchWords(branches: unknown): readonly string[] {
  if (!Array.isArray(branches)) return ['another value'];
  return branches.map((branch: { readonly type?: unknown; readonly const?: unknown }) =>
    branch.const === undefined ? (KIND_WORDS[String(branch.type)] ?? 'another value') : JSON.stringify(branch.const),
  );
}

function listOf(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : '';
}
