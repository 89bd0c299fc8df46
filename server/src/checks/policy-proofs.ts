import { compilePolicy } from '../evaluation/compile';
import type { CompiledPolicy, CompiledStatement } from '../evaluation/compiled';
import type { PolicyDocument, PolicyType, Statement } from '../policy/document';
import { readPolicy } from '../policy/read';
import type { Kernel } from '../semantics/kernel';
import type { Limits, Purse } from '../semantics/meter';
import { givesNoAccess, isNothingWithin, keepsMeaning, onlyNarrows, type PolicyVersions } from '../semantics/questions';
import {
  coveredAllows,
  deniedEntryTest,
  removableStatements,
  type StatementWorth,
  statementWorths,
} from '../semantics/redundancy';
import { applyEdits, type TextEdit } from '../syntax/edits';
import { parseJson } from '../syntax/json';
import { childrenOf, type TreeNode } from '../syntax/tree';
import type { LimitLayer } from './principal-limits';
import type { ProofLimits } from './proof-limits';
import { soundnessOf } from './soundness';

/** What the comparison kernel proves of one policy under one type. "Cannot tell" gives no answer, never a guess. */
export interface PolicyProofs {
  /** What an Allow is worth beside the other statements; for an RCP, which has Deny only, undefined. */
  readonly worthOf: (index: number) => StatementWorth | undefined;
  /** Statements of the same effect that together do all that this one does; all but the last of a group that cover each other stay. */
  readonly coveringOf: (index: number) => readonly number[] | undefined;
  /** Is the one entry of the Allow's Action denied wherever the statement allows it? True is a proof. */
  readonly isEntryDenied: (index: number, entry: number) => boolean;
  /** Does the Deny stop nothing that an Allow of the policy lets through? True is a proof. */
  readonly stopsNothing: (index: number) => boolean;
  /** Does the limit leave nothing of the Allow, or of one entry of its Action? True is a proof. */
  readonly isNothingWithin: (place: GrantPlace, limit: LimitLayer) => boolean;
  /** Would AWS store the policy? Of one that it refuses nothing is proven. */
  readonly isStored: () => boolean;
  /** Does the policy mean the same after the edits? True is a proof. */
  readonly keepsMeaning: (edits: readonly TextEdit[]) => boolean;
  /** Does the policy allow nothing more after the edits, and deny nothing less? True is a proof. */
  readonly onlyNarrows: (edits: readonly TextEdit[]) => boolean;
}

/** An Allow, or one entry of its Action. */
export interface GrantPlace {
  readonly index: number;
  readonly entry: number | undefined;
}

export interface ProofInput {
  readonly document: PolicyDocument;
  readonly type: PolicyType;
  readonly kernel: () => Kernel;
  readonly limits: ProofLimits;
}

export function policyProofs(input: ProofInput): PolicyProofs {
  const { document, type } = input;
  const kernel = once(input.kernel);
  const compile = (of: PolicyDocument) => compilePolicy(of, type, kernel().catalog);
  const compiled = once(() => compile(document));
  const purse: Purse = { left: MAX_STEPS_OF_STATEMENTS };
  const limits = () => kernelLimits(input.limits, purse);
  const purseOfEdits: Purse = { left: MAX_STEPS };
  const limitsOfEdits = () => kernelLimits(input.limits, purseOfEdits);
  const holdsAfter = (edits: readonly TextEdit[], holds: (versions: PolicyVersions) => boolean) => {
    if (!hasTime(input.limits) || purseOfEdits.left <= 0) return false;
    purseOfEdits.left -= document.tree.text.length / CHARACTERS_PER_STEP;
    return holdsOf(compiled(), editedPolicy(document, edits), { compile, holds });
  };
  const limitOf = compiledLimits(kernel);
  const allows = once(() => allowWorths(kernel(), compiled(), limits()));
  const denials = once(() => entryDenials(kernel(), compiled(), limits));
  const covering = once(() => coverings(kernel(), compiled(), limits()));
  return {
    worthOf: (index) => allows().get(index),
    coveringOf: (index) => covering().get(index),
    isEntryDenied: (...place) => purse.left > 0 && denials()(...place),
    stopsNothing: (index) => purse.left > 0 && stopsNothing(kernel(), compiled(), index, limits()),
    isNothingWithin: (place, limit) => {
      const grant = grantAt(compiled(), place);
      return grant !== undefined && isNothingWithin(kernel(), grant, limitOf(limit), kernelLimits(input.limits));
    },
    isStored: () => soundnessOf(document).isWhole && compiled().refusals.length === 0,
    keepsMeaning: (edits) => holdsAfter(edits, (versions) => keepsMeaning(kernel(), versions, limitsOfEdits())),
    onlyNarrows: (edits) => holdsAfter(edits, (versions) => onlyNarrows(kernel(), versions, limitsOfEdits())),
  };
}

/** Where no time is left the policy is not even read again. */
function hasTime({ now, deadline }: ProofLimits): boolean {
  return now() < deadline;
}

/** Each layer compiled once. */
function compiledLimits(kernel: () => Kernel): (layer: LimitLayer) => readonly CompiledPolicy[] {
  const known = new Map<LimitLayer, readonly CompiledPolicy[]>();
  return (layer) => {
    const read = (text: string) => readPolicy(parseJson(text, { comments: true }));
    const found =
      known.get(layer) ?? layer.texts.map((text) => compilePolicy(read(text), layer.kind, kernel().catalog));
    known.set(layer, found);
    return found;
  };
}

/** The policy with one Allow only, of which only one entry where one is given. Undefined where there is no such thing. */
function grantAt(policy: CompiledPolicy, { index, entry }: GrantPlace): CompiledPolicy | undefined {
  const statement = policy.statements[index];
  if (statement?.effect !== 'Allow') return undefined;
  if (entry === undefined) return withStatements(policy, [statement]);
  const pattern = statement.action?.patterns[entry];
  if (statement.action === undefined || pattern === undefined) return undefined;
  return withStatements(policy, [{ ...statement, action: { ...statement.action, patterns: [pattern] } }]);
}

interface Question {
  readonly compile: (document: PolicyDocument) => CompiledPolicy;
  readonly holds: (versions: PolicyVersions) => boolean;
}

/** What holds of the statements that the versions do not share holds of all, and is decided sooner; not the reverse. */
function holdsOf(old: CompiledPolicy, next: PolicyDocument, { compile, holds }: Question): boolean {
  return holds(changesIn(old, next, compile)) || holds({ old, new: compile(next) });
}

/** Both versions without the statements that stand in both, word for word. A variable depends on the Version too. */
function changesIn(old: CompiledPolicy, next: PolicyDocument, compile: Question['compile']): PolicyVersions {
  if (old.document.languageVersion !== next.languageVersion) return { old, new: compile(next) };
  const before = new Set(old.document.statements.map((statement) => textOf(old.document, statement)));
  const after = new Set(next.statements.map((statement) => textOf(next, statement)));
  const changed = next.statements.filter((statement) => !before.has(textOf(next, statement)));
  return {
    old: withStatements(
      old,
      old.statements.filter(({ source }) => !after.has(textOf(old.document, source))),
    ),
    new: compiledPart(next, changed, compile),
  };
}

/** What AWS would refuse in the statements that are left out, it refuses in the other version too, where they stand as well. */
function compiledPart(
  document: PolicyDocument,
  statements: readonly Statement[],
  compile: Question['compile'],
): CompiledPolicy {
  if (statements.length > 0) return compile({ ...document, statements });
  // A document without any statement would be refused.
  return withStatements(compile({ ...document, statements: document.statements.slice(0, 1) }), []);
}

function textOf({ tree }: PolicyDocument, { node }: Statement): string {
  return tree.text.slice(node.start, node.end);
}

/** The steps of a question, and of all questions about edits together, are many; in the editor the deadline ends them sooner. */
const MAX_STEPS = 200_000_000;

/**
 * What all questions about statements may spend together, whatever the machine: ten times what the longest of AWS's own policies
 * takes. It grows with the square of the number of statements, and a policy with more than this is too long for AWS to store.
 */
const MAX_STEPS_OF_STATEMENTS = 50_000_000;

/** An edited text is read anew, in about the time of a step for so many characters. */
const CHARACTERS_PER_STEP = 8;

function kernelLimits({ now, deadline }: ProofLimits, purse?: Purse): Limits {
  const time = deadline === Number.POSITIVE_INFINITY ? {} : { milliseconds: Math.max(0, deadline - now()) };
  return {
    budget: { steps: MAX_STEPS, clock: now, ...time, ...(purse && { purse }) },
    isCancelled: () => now() >= deadline,
  };
}

function allowWorths(kernel: Kernel, policy: CompiledPolicy, limits: Limits): ReadonlyMap<number, StatementWorth> {
  const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
  const found = statementWorths(kernel, policy, limits, allows);
  return new Map(found.map(({ statement, worth }) => [indexOf(statement), worth]));
}

/**
 * Which statements others cover. A Deny also stops what other policies allow, so it counts as covered only where other Denies do
 * the same by themselves: they are compared as if they allowed. What is covered only as far as AWS's data goes may be needed for
 * what the data does not know.
 */
function coverings(kernel: Kernel, policy: CompiledPolicy, limits: Limits): ReadonlyMap<number, readonly number[]> {
  const denies = policy.statements.filter(({ effect }) => effect === 'Deny');
  const asAllows = denies.length < 2 ? [] : [withStatements(policy, denies.map(allowing))];
  const found = new Map<number, readonly number[]>();
  for (const { statement, by } of [policy, ...asAllows].flatMap((each) => coveredAllows(kernel, each, limits)))
    found.set(indexOf(statement), by.map(indexOf));
  return found.size < 2 ? found : removable(kernel, [policy, ...asAllows], found, limits);
}

/** Of statements that cover each other the last ones of the text may go, and the others stay. */
function removable(
  kernel: Kernel,
  policies: readonly CompiledPolicy[],
  covered: ReadonlyMap<number, readonly number[]>,
  limits: Limits,
): ReadonlyMap<number, readonly number[]> {
  const gone = new Set(policies.flatMap((policy) => removableStatements(kernel, policy, limits)).map(indexOf));
  return new Map([...covered].filter(([index]) => gone.has(index)));
}

/** What the statement and the Denies say is read once for all entries. */
function entryDenials(kernel: Kernel, policy: CompiledPolicy, limits: () => Limits): PolicyProofs['isEntryDenied'] {
  const tests = new Map<number, (entry: number) => boolean>();
  return (index, entry) => {
    const statement = policy.statements[index];
    if (statement?.effect !== 'Allow' || statement.action?.patterns[entry] === undefined) return false;
    const test = tests.get(index) ?? deniedEntryTest(kernel, policy, statement, limits());
    tests.set(index, test);
    return test(entry);
  };
}

function stopsNothing(kernel: Kernel, policy: CompiledPolicy, index: number, limits: Limits): boolean {
  const deny = policy.statements[index];
  if (deny?.effect !== 'Deny') return false;
  const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
  const side = (statements: readonly CompiledStatement[]) => withStatements(policy, statements);
  return givesNoAccess(kernel, { old: side([...allows, deny]), new: side(allows) }, limits);
}

function withStatements(policy: CompiledPolicy, statements: readonly CompiledStatement[]): CompiledPolicy {
  return { ...policy, statements };
}

function allowing(statement: CompiledStatement): CompiledStatement {
  return { ...statement, effect: 'Allow' };
}

function indexOf({ source }: CompiledStatement): number {
  return source.index;
}

function editedPolicy({ root, tree }: PolicyDocument, edits: readonly TextEdit[]): PolicyDocument {
  const text = applyEdits(tree.text, edits);
  const next = parseJson(text, { comments: tree.language === 'jsonc' });
  return readPolicy(next, nodeFrom(next.root, root.start));
}

/** The edits lie inside the policy, so that it still begins where it did. */
function nodeFrom(root: TreeNode, start: number): TreeNode {
  let node = root;
  while (node.start !== start) {
    const inner = childrenOf(node).find((child) => child.start <= start && start < child.end);
    if (inner === undefined) return root;
    node = inner;
  }
  return node;
}

function once<T>(compute: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: compute() };
    return done.value;
  };
}
