import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompiledPolicy } from '../../../server/src/evaluation/compiled';
import { decideUnit, prepareUnit } from '../../../server/src/evaluation/decide';
import type { Caller } from '../../../server/src/evaluation/input';
import { findAccess } from '../../../server/src/semantics/access';
import type { Side } from '../../../server/src/semantics/sides';
import { inputOf } from '../../../server/src/semantics/verify';
import { AMPLE, kernel, linesOf, policy } from './kit';
import { type PlainRequest, SAMPLE, statements } from './requests';

const OWN = '111122223333';
const OTHER = '444455556666';
const CALLER: Caller = { kind: 'user', arn: `arn:aws:iam::${OWN}:user/u`, account: OWN, partition: 'aws' };

interface Version {
  readonly identity: CompiledPolicy;
  readonly control: CompiledPolicy;
}

/** The RCP binds the resources of the caller's account alone. */
function sideOf({ identity, control }: Version): Side {
  return {
    layers: [
      { policies: [identity], allowsAll: false },
      { policies: [control], allowsAll: true, owner: OWN },
    ],
  };
}

/** What the evaluator says where the resource is of this account, its own policy aside. */
function isAllowed(
  { identity, control }: Version,
  { action, resource, context }: PlainRequest,
  owner: string,
): boolean {
  const input = inputOf({ action, resource, caller: CALLER, boundary: undefined, context });
  const resourceControl =
    owner === OWN ? [{ at: 'r', name: 'root', policies: [{ document: control.document, policy: 'rcp' }] }] : undefined;
  const layers = {
    ...input.layers,
    identity: [{ document: identity.document, policy: '' }],
    resourceControl,
    callerResourceControl: resourceControl,
  };
  const compile = (document: unknown) => (document === control.document ? control : identity);
  const unit = prepareUnit({ ...input, layers, resourceAccount: owner }, kernel.facts, compile);
  const { word, gaps } = decideUnit(unit, { mode: 'exact', choices: new Map() });
  return word === 'allowed' || (word === 'implicitDeny' && gaps.every(({ layer }) => layer === 'resource'));
}

/** Any statement as one of an RCP. */
function controlOf(all: readonly object[]): CompiledPolicy {
  const denies = all.map((each) => {
    const { NotAction, Action, ...rest } = each as { Action?: readonly string[]; NotAction?: readonly string[] };
    const actions = (Action ?? NotAction ?? []).filter((action) => action !== '*');
    return { ...rest, Effect: 'Deny', Principal: '*', Action: actions.length === 0 ? ['s3:GetObject'] : actions };
  });
  return policy(denies, 'rcp');
}

describe('RCPs of one account', () => {
  const versions = fc.tuple(statements('nothing'), statements('nothing')).map(
    ([identity, control]): Version => ({
      identity: policy(identity),
      control: controlOf(control),
    }),
  );

  test('are never contradicted by the evaluator', () => {
    fc.assert(
      fc.property(versions, versions, (old, next) => {
        const answer = findAccess(kernel, sideOf(next), sideOf(old), AMPLE);
        const differences = answer.kind === 'differences' ? answer.differences : [];
        for (const difference of differences) {
          if (difference.kind !== 'witness') continue;
          const { witness } = difference;
          const owner = witness.resourceAccount ?? OTHER;
          expect([isAllowed(next, witness, owner), isAllowed(old, witness, owner)]).toEqual([true, false]);
        }
        if (answer.kind !== 'none') return;
        for (const request of SAMPLE) {
          for (const owner of [OWN, OTHER])
            expect(isAllowed(next, request, owner) && !isAllowed(old, request, owner)).toBe(false);
        }
      }),
      { numRuns: 60, seed: 20261126 },
    );
  });

  const allow = (action: string) => policy([{ Effect: 'Allow', Action: action, Resource: '*' }]);
  const deny = (action: string, rest: object = {}) =>
    policy([{ Effect: 'Deny', Principal: '*', Action: action, Resource: '*', ...rest }], 'rcp');
  const gained = (old: Version, next: Version, known: ReadonlyMap<string, readonly string[]> = new Map()) => {
    const answer = findAccess(kernel, sideOf(next), sideOf(old), { ...AMPLE, knownKeys: known });
    if (answer.kind !== 'differences') return linesOf(answer);
    return answer.differences.map((each) =>
      each.kind === 'witness'
        ? `${each.witness.action} ${each.witness.resource} of ${each.witness.resourceAccount}`
        : each.kind,
    );
  };

  test('what they deny is new on the resources of others only', () => {
    const control = deny('sqs:SendMessage');
    expect(
      gained({ identity: allow('sqs:ListQueues'), control }, { identity: allow('sqs:SendMessage'), control }),
    ).toEqual(['sqs:SendMessage arn:aws:sqs:us-east-1:123456789012:example of 210987654321']);
  });

  test('what one no longer denies is new on the own resources', () => {
    const identity = allow('sqs:SendMessage');
    expect(
      gained({ identity, control: deny('sqs:SendMessage') }, { identity, control: deny('sqs:ListQueues') }),
    ).toEqual([`sqs:SendMessage arn:aws:sqs:us-east-1:${OWN}:example of ${OWN}`]);
  });

  test('a condition on what the principal is counts', () => {
    const outsiders = { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-example' } } };
    const identity = allow('sqs:SendMessage');
    const edit = [
      { identity, control: deny('sqs:SendMessage', outsiders) },
      { identity, control: deny('sqs:ListQueues') },
    ] as const;
    expect(gained(...edit, new Map([['aws:principalorgid', ['o-example']]]))).toEqual(['none']);
    expect(gained(...edit, new Map([['aws:principalorgid', ['o-other']]]))).toEqual([
      `sqs:SendMessage arn:aws:sqs:us-east-1:${OWN}:example of ${OWN}`,
    ]);
  });
});
