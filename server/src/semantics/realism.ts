/**
 * What real requests for an action look like: which resources it works on, which keys it carries. What the formulas allow
 * and no real request shows is access on paper only.
 */

import type { ArnTemplate } from '../catalog/arn-template';
import type { Action, Catalog } from '../catalog/catalog';
import { listScope } from '../catalog/tables/list-scope';
import { type Box, plainBox } from './arn-boxes';
import type { AtomTable, Literal } from './atoms';
import type { Facts } from './facts';
import { ANY, STAR, WITHOUT_COLON, WITHOUT_SLASH } from './globs';

export type Mode = 'arn' | 'star';

/** Actions whose requests look alike as far as the formulas can tell. */
export interface Profile {
  readonly key: string;
  /** Literals that hold for every real request, for each kind of resource the action may come with. */
  readonly ways: readonly { readonly mode: Mode; readonly units: readonly Literal[] }[];
}

const ANYWHERE: Profile['ways'] = [
  { mode: 'arn', units: [] },
  { mode: 'star', units: [] },
];

export interface RealismOptions {
  readonly catalog: Catalog;
  readonly facts: Facts;
  readonly atoms: AtomTable;
}

/** `keys`: the condition keys of the formulas. `action` is undefined where AWS's data does not know it. */
export function profileOf(action: Action | undefined, keys: readonly string[], options: RealismOptions): Profile {
  const { facts, atoms } = options;
  const absent = keys.filter((key) => !facts.mayCarry(action, key));
  const usual = keys.filter((key) => !absent.includes(key));
  const units = [...absent.map((key) => -atoms.present(key)), ...usual.map((key) => atoms.usual(key))];
  const { name, ways } = resourceWays(action, options);
  return {
    key: `${name} ${absent.join()}`,
    ways: ways.map((way) => ({ mode: way.mode, units: [...way.units, ...units] })),
  };
}

function resourceWays(action: Action | undefined, options: RealismOptions): { name: string; ways: Profile['ways'] } {
  if (action === undefined || action.undocumented) return { name: '', ways: ANYWHERE };
  if (action.resourceTypes.length === 0) return scopeWays(action, options);
  const names = action.resourceTypes.map((type) => type.name).sort();
  const name = `${action.service} ${names.join()}`;
  const onResource = { mode: 'arn' as const, units: [options.atoms.boxes(name, typeBoxes(action, options.catalog))] };
  // Where no type is always there, a request may come without resource.
  const isOptional = action.resourceTypes.every((type) => !type.required);
  return {
    name: `${name}${isOptional ? ' optional' : ''}`,
    ways: isOptional ? [onResource, { mode: 'star', units: [] }] : [onResource],
  };
}

const PLACE = { partition: '*', region: '*', account: '*' };

/** An action without resource types is checked against `*`, or against the ARN that AWS reports for it. */
function scopeWays(action: Action, { atoms }: RealismOptions): { name: string; ways: Profile['ways'] } {
  const scope = listScope(action.fullName, PLACE);
  if (scope === undefined || scope === '*') return { name: '*', ways: [{ mode: 'star', units: [] }] };
  const fields = scope.split(':');
  const head = fields.slice(0, 5).join(':');
  const rest = fields.slice(5).join(':');
  const tokens = [...tokensOfField(head), ...Array.from(`:${rest}`, (letter) => letter.charCodeAt(0))];
  return { name: scope, ways: [{ mode: 'arn', units: [atoms.boxes(scope, boxList(tokens))] }] };
}

function tokensOfField(text: string): number[] {
  return Array.from(text, (letter) => (letter === '*' ? STAR : letter.charCodeAt(0)));
}

function boxList(tokens: readonly number[]): readonly Box[] {
  const box = plainBox(tokens);
  return box === undefined ? [] : [box];
}

function typeBoxes(action: Action, catalog: Catalog): readonly Box[] {
  const service = catalog.service(action.service);
  return action.resourceTypes.flatMap(({ name }) =>
    (service?.resourceType(name)?.templates ?? []).flatMap((template) => boxList(templateTokens(template))),
  );
}

const SLASH = 47;
const COLON = 58;

/** A variable of the format stands for one character or more (some for none), and leaves out what the format says. */
function templateTokens(template: ArnTemplate): readonly number[] {
  return template.tokens.flatMap((token) => {
    if (typeof token === 'number') return [token];
    const without =
      (token.excluded.includes(SLASH) ? WITHOUT_SLASH : 0) + (token.excluded.includes(COLON) ? WITHOUT_COLON : 0);
    return token.mayBeEmpty ? [STAR + without] : [ANY + without, STAR + without];
  });
}
