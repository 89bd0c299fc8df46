import { compilePolicy } from '../../../server/src/evaluation/compile';
import type { CompiledPolicy } from '../../../server/src/evaluation/compiled';
import type { PolicyType } from '../../../server/src/policy/document';
import { readPolicy } from '../../../server/src/policy/read';
import type { AccessOptions } from '../../../server/src/semantics/access';
import type { AccessAnswer } from '../../../server/src/semantics/answers';
import { createKernel } from '../../../server/src/semantics/kernel';
import { parseJson } from '../../../server/src/syntax/json';
import { testCatalog } from '../../kit/catalog';

export const kernel = createKernel(testCatalog());

/** Steps enough for every test; no clock, so that no test depends on time. */
export const AMPLE: AccessOptions = { budget: { steps: 20_000_000 } };

/** Statements → a compiled policy of 2012-10-17. */
export function policy(statements: unknown, type: PolicyType = 'identity'): CompiledPolicy {
  return policyOf({ Version: '2012-10-17', Statement: statements }, type);
}

export function policyOf(document: unknown, type: PolicyType = 'identity'): CompiledPolicy {
  return compilePolicy(readPolicy(parseJson(JSON.stringify(document), { comments: false })), type, kernel.catalog);
}

/** `witness s3:GetObject arn:…`, `onlyOnPaper s3:GetObject`, `cannotTell budget`: one line for each difference. */
export function linesOf(answer: AccessAnswer): readonly string[] {
  switch (answer.kind) {
    case 'none':
      return ['none'];
    case 'refusedDocument':
      return answer.refused.map(({ refusal }) => `refused ${refusal.reason} ${refusal.detail}`);
    case 'differences':
      return answer.differences.map((difference) => {
        const future = difference.actions.isFuture ? 'future ' : '';
        const at = `#${difference.statement?.statement.source.index ?? '-'}`;
        const lifted =
          difference.liftedDeny === undefined ? '' : ` lifts #${difference.liftedDeny.statement.source.index}`;
        const names = difference.actions.names.join();
        if (difference.kind === 'cannotTell') return `${future}cannotTell ${difference.reason} ${at}${lifted} ${names}`;
        if (difference.kind === 'onlyOnPaper') return `${future}onlyOnPaper ${at}${lifted} ${names}`;
        const context = [...difference.witness.context]
          .map(([key, values]) => ` ${key}=${JSON.stringify(values)}`)
          .join('');
        return `${future}witness ${at}${lifted} ${names} ${difference.witness.resource}${context}`;
      });
  }
}
