import { siteRange } from '../policy/find';
import { decideTypes } from '../policy/kind';
import { readPolicy } from '../policy/read';
import { contains, memberNamed } from '../syntax/tree';
import type { Analysis, TypedSite } from './analysis';

/** The policy that holds an offset of the file: the innermost one; a whole-file policy holds the blanks around it too. */
export function siteAt(analysis: Analysis, offset: number): TypedSite | undefined {
  const sites = analysis.sites();
  const holding = sites.filter(({ site }) => contains(siteRange(site, site.document.root), offset));
  return holding.at(-1) ?? sites.find(({ site }) => site.pointer === '') ?? draftOf(analysis);
}

/**
 * A policy that has just been begun: an object with a `Statement` in which nothing stands that makes it a policy yet. It is
 * not checked, but completion and hover answer in it.
 */
function draftOf({ tree, facts, sites }: Analysis): TypedSite | undefined {
  const root = tree()?.root;
  if (sites().length > 0 || facts.isExcluded || root?.kind !== 'object') return undefined;
  const statement = memberNamed(root, 'Statement')?.value.kind;
  if (statement !== 'array' && statement !== 'object' && statement !== 'missing') return undefined;
  const own = tree();
  if (own === undefined) return undefined;
  const site = { document: readPolicy(own), embedding: undefined, pointer: '', property: undefined };
  return { site, decisions: decideTypes(site, { path: facts.path, uses: facts.usesOf('') }) };
}
