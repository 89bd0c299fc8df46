/**
 * What real requests for an action look like: which resources it works on, which keys it carries. What the formulas allow
 * and no real request shows is access on paper only.
 */

import type { Action } from '../catalog/catalog';
import { listScope } from '../catalog/tables/list-scope';
import { type Box, plainBox } from './arn-boxes';
import type { AtomTable, Literal } from './atoms';
import type { Facts } from './facts';
import { STAR } from './globs';

export type Mode = 'arn' | 'star';

/** Actions whose requests look alike as far as the formulas can tell. */
export interface Profile {
  readonly key: string;
  /** Literals that hold for every real request, for each kind of resource the action may come with. */
  readonly ways: () => readonly Way[];
}

export interface Way {
  readonly mode: Mode;
  readonly units: readonly Literal[];
}

const ANYWHERE: readonly Way[] = [
  { mode: 'arn', units: [] },
  { mode: 'star', units: [] },
];

interface RealismOptions {
  readonly facts: Facts;
  readonly atoms: AtomTable;
}

/** What a question speaks of. */
export interface Subjects {
  /** Condition keys, lower case. */
  readonly keys: readonly string[];
  /** False where no statement tells resources apart: then their types do not matter either. */
  readonly hasResource: boolean;
}

export interface Profiles {
  /** `action` is undefined where AWS's data does not know it. */
  readonly of: (action: Action | undefined, about: Subjects) => Profile;
}

export function createProfiles(options: RealismOptions): Profiles {
  const { facts, atoms } = options;
  const known = new Map<Action | undefined, ResourceWays>();

  function waysOf(action: Action | undefined): ResourceWays {
    const found = known.get(action);
    if (found !== undefined) return found;
    const ways = resourceWays(action, options);
    known.set(action, ways);
    return ways;
  }

  return {
    of: (action, { keys, hasResource }) => {
      const absent = keys.filter((key) => !facts.mayCarry(action, key));
      const { name, kind, ways } = waysOf(action);
      return {
        key: `${hasResource ? name : kind} ${absent.join()}`,
        ways: () => {
          const without = new Set(absent);
          const units = keys.map((key) => (without.has(key) ? -atoms.present(key) : atoms.usual(key)));
          return ways.map((way) => ({ mode: way.mode, units: [...way.units, ...units] }));
        },
      };
    },
  };
}

interface ResourceWays {
  /** Equal for actions on the same resources. */
  readonly name: string;
  /** With an ARN, without resource, or either. */
  readonly kind: string;
  readonly ways: readonly Way[];
}

function resourceWays(action: Action | undefined, options: RealismOptions): ResourceWays {
  if (action === undefined || action.undocumented) return { name: 'anything', kind: 'either', ways: ANYWHERE };
  if (action.resourceTypes.length === 0) return scopeWays(action, options);
  const names = action.resourceTypes.map((type) => type.name).sort();
  const name = `${action.service} ${names.join()}`;
  const boxes = options.atoms.boxes(name, () => options.facts.resourceBoxes(action));
  const onResource = { mode: 'arn' as const, units: [boxes] };
  // Where no type is always there, a request may come without resource.
  if (action.resourceTypes.some((type) => type.required)) return { name, kind: 'arn', ways: [onResource] };
  return { name: `${name} optional`, kind: 'either', ways: [onResource, { mode: 'star', units: [] }] };
}

const PLACE = { partition: '*', region: '*', account: '*' };

/** An action without resource types is checked against `*`, or against the ARN that AWS reports for it. */
function scopeWays(action: Action, { atoms }: RealismOptions): ResourceWays {
  const scope = listScope(action.fullName, PLACE);
  if (scope === undefined || scope === '*') return { name: '*', kind: 'star', ways: [{ mode: 'star', units: [] }] };
  const fields = scope.split(':');
  const head = fields.slice(0, 5).join(':');
  const rest = fields.slice(5).join(':');
  const tokens = [...tokensOfField(head), ...Array.from(`:${rest}`, (letter) => letter.charCodeAt(0))];
  return { name: scope, kind: 'arn', ways: [{ mode: 'arn', units: [atoms.boxes(scope, () => scopeBoxes(tokens))] }] };
}

function tokensOfField(text: string): number[] {
  return Array.from(text, (letter) => (letter === '*' ? STAR : letter.charCodeAt(0)));
}

function scopeBoxes(tokens: readonly number[]): readonly Box[] {
  const box = plainBox(tokens);
  return box === undefined ? [] : [box];
}
