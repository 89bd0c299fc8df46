/** Whose the resource is: RCPs bind the resources of their account alone, whoever asks. */
import { ANY_BOX, type Box } from './arn-boxes';
import type { AtomTable, Literal } from './atoms';
import type { Formula } from './formulas';
import { literalGlob } from './globs';
import { OWNER_KEY } from './key-theory';
import type { Mode } from './realism';
import type { Cube } from './search';

const ACCOUNT_KEY = 'aws:resourceaccount';

function isOwner(owner: string, atoms: AtomTable): Literal {
  return atoms.like(OWNER_KEY, literalGlob(owner));
}

/** The formula for resources of the account alone; what an RCP level implies holds for all. */
export function forOwner(formula: Formula, owner: string | undefined, atoms: AtomTable): Formula {
  if (owner === undefined) return formula;
  const literals = [...formula.literals, isOwner(owner, atoms)].sort((left, right) => left - right);
  return { ...formula, literals, key: `${formula.effect} ${literals.join()}` };
}

/** What holds for every request where the owner matters: somebody owns the resource. */
export function ownerLiterals(owners: readonly string[], atoms: AtomTable): readonly Literal[] {
  return owners.length === 0 ? [] : [atoms.present(OWNER_KEY)];
}

/**
 * For each account that has layers of its own, and for any other one, what a real request for its resources looks like: an ARN has
 * the account's number or none, and so has `aws:ResourceAccount` where it is sent.
 */
export function ownerUnits(
  owners: readonly string[],
  { atoms, keys, mode }: { readonly atoms: AtomTable; readonly keys: readonly string[]; readonly mode: Mode },
): readonly Cube[] {
  if (owners.length === 0) return [[]];
  const readsAccount = keys.includes(ACCOUNT_KEY);
  const account = (owner: string) => atoms.like(ACCOUNT_KEY, literalGlob(owner));
  const ofOwner = owners.map((owner) => [
    isOwner(owner, atoms),
    ...(mode === 'arn' ? [atoms.boxes(`of ${owner} or nobody`, () => [inAccount(owner), inAccount('')])] : []),
    ...(readsAccount ? [atoms.like(ACCOUNT_KEY, literalGlob(owner))] : []),
  ]);
  const ofOthers = owners.flatMap((owner) => [
    -isOwner(owner, atoms),
    ...(mode === 'arn' ? [-atoms.boxes(`of ${owner}`, () => [inAccount(owner)])] : []),
    ...(readsAccount ? [-account(owner)] : []),
  ]);
  return [...ofOwner, ofOthers];
}

function inAccount(account: string): Box {
  return [ANY_BOX[0], ANY_BOX[1], ANY_BOX[2], literalGlob(account), ANY_BOX[4]];
}
