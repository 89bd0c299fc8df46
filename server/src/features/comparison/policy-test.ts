import type { PolicyTestAnswer, PolicyTestParams, WitnessRequest } from '../../../../shared/comparison';
import { appendItem, applyEdits, insertMember, type JsonValue } from '../../syntax/edits';
import { parseJson } from '../../syntax/json';
import { lineStartsOf, positionRange } from '../../syntax/lines';
import { memberNamed } from '../../syntax/tree';

/** A test file (docs/identity-model.md) with one more test. A text that is no object is replaced by a new file. */
export function withPolicyTest({ text, request, expect }: PolicyTestParams): PolicyTestAnswer {
  const test = testOf(request, expect);
  const tree = parseJson(text, { comments: true });
  if (tree.root.kind !== 'object') return placed(`${JSON.stringify({ tests: [test] }, undefined, 2)}\n`);
  const tests = memberNamed(tree.root, 'tests')?.value;
  const edits =
    tests?.kind === 'array' ? appendItem(tree, tests, test) : insertMember(tree, tree.root, 'tests', [test], 'last');
  return placed(applyEdits(text, edits));
}

function testOf(request: WitnessRequest, expect: 'allowed' | 'denied'): { readonly [name: string]: JsonValue } {
  const who = request.principal === undefined ? '' : ` for ${principalName(request.principal)}`;
  const name = `${request.action}${who} is ${expect}`;
  // What is in a request is JSON.
  return { name, ...(JSON.parse(JSON.stringify(request)) as { readonly [name: string]: JsonValue }), expect };
}

function principalName(principal: NonNullable<WitnessRequest['principal']>): string {
  return typeof principal === 'string' ? principal : String(Object.values(principal)[0]);
}

/** The last test is the new one. */
function placed(text: string): PolicyTestAnswer {
  const { root } = parseJson(text, { comments: true });
  const tests = root.kind === 'object' ? memberNamed(root, 'tests')?.value : undefined;
  const last = tests?.kind === 'array' ? tests.items.at(-1) : undefined;
  return { text, range: positionRange(lineStartsOf(text), last ?? { start: 0, end: 0 }) };
}
