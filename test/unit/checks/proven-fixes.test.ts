import { describe, expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import { policyProofs } from '../../../server/src/checks/policy-proofs';
import { UNLIMITED } from '../../../server/src/checks/proof-limits';
import { areSafe } from '../../../server/src/checks/proven-fixes';
import type { ListedRule } from '../../../server/src/checks/rule';
import { compilePolicy } from '../../../server/src/evaluation/compile';
import type { CompiledPolicy } from '../../../server/src/evaluation/compiled';
import type { PolicyType } from '../../../server/src/policy/document';
import { createKernel } from '../../../server/src/semantics/kernel';
import type { Side } from '../../../server/src/semantics/sides';
import { judge } from '../../../server/src/semantics/verify';
import { applyEdits } from '../../../server/src/syntax/edits';
import { testCatalog } from '../../kit/catalog';
import { requestsNear } from '../../kit/requests';
import { findingsOf, readExample, siteOf } from '../../kit/rules';

const catalog = testCatalog();
const kernel = createKernel(catalog);
const NEAR = 150;

const proofsOf = (text: string, type: PolicyType) =>
  policyProofs({ document: siteOf(text).document, type, kernel: () => kernel, limits: UNLIMITED });

/** Each fix that a rule calls safe and that the kernel has to prove, in the rule's own bad examples. */
function safeFixesOf(rule: ListedRule) {
  return rule.bad.flatMap((bad) => {
    const example = readExample(rule, bad);
    const findings = findingsOf(rule, example, catalog).filter(({ code }) => code === rule.code);
    const fixes = findings.flatMap((finding) => finding.fixes);
    return fixes
      .filter(({ isSafe, effect }) => isSafe && (effect === 'none' || effect === 'narrows'))
      .map((fix) => ({ text: example.text, type: example.type, fix }));
  });
}

const stored = rules
  .flatMap((rule) => safeFixesOf(rule).map((each) => ({ ...each, code: rule.code })))
  .filter(({ text, type }) => proofsOf(text, type).isStored());

describe('fixes that their rules call safe', () => {
  test.each(stored.map((each) => [each.code, each.fix.title, each] as const))(
    '%s: "%s" is proven',
    (_code, _title, { text, type, fix }) => {
      expect(areSafe([fix], [proofsOf(text, type)])).toBe(true);
    },
  );

  test.each(stored.map((each) => [each.code, each.fix.title, each] as const))(
    '%s: "%s" changes no decision',
    (_code, _title, { text, type, fix }) => {
      const compile = (of: string) => compilePolicy(siteOf(of).document, type, catalog);
      const [before, after] = [compile(text), compile(applyEdits(text, fix.edits))];
      expect(gained(before, after).slice(0, 1)).toEqual([]);
      if (fix.effect === 'none') expect(gained(after, before).slice(0, 1)).toEqual([]);
    },
  );
});

/** Requests that the new policy allows and the old one does not, alone or beside policies that allow everything. */
function gained(old: CompiledPolicy, next: CompiledPolicy) {
  const alone = (policy: CompiledPolicy, allowsAll: boolean): Side => ({ layers: [{ policies: [policy], allowsAll }] });
  const differs = (request: Parameters<typeof judge>[0], allowsAll: boolean) =>
    (['account', 'role', 'direct'] as const).some((strength) => {
      const sides = { allowing: alone(next, allowsAll), refusing: alone(old, allowsAll), strength };
      return judge(request, sides, kernel.facts).isDifference;
    });
  return requestsNear(catalog, [old, next], NEAR).filter((request) =>
    [false, true].some((all) => differs(request, all)),
  );
}
