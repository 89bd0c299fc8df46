/**
 * Condition keys that real requests have together, or never together (IAM User Guide, reference_policies_condition-keys). The
 * search looks at each key by itself: a link is a choice between cases, in each of which no key depends on another.
 */
import type { AtomTable } from './atoms';
import { codesOf, foldToken, globOf } from './globs';
import type { Cube } from './search';

interface LinkOptions {
  readonly atoms: AtomTable;
  /** The keys that the formulas speak of and that the action carries, lower case. */
  readonly keys: readonly string[];
}

/** Literals of each case; one case without literals where no two of the keys hang together. */
export function linkedCases(options: LinkOptions): readonly Cube[] {
  const network = networkCases(options);
  const tags = tagCases(options);
  return network.flatMap((way) => tags.map((tagged) => [...way, ...tagged]));
}

const ADDRESS = 'aws:sourceip';
const ENDPOINT_KEYS: ReadonlySet<string> = new Set([
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'aws:vpcsourceip',
]);

/** A request has a public address, or it comes through a VPC endpoint. */
function networkCases({ atoms, keys }: LinkOptions): readonly Cube[] {
  const endpoint = keys.filter((key) => ENDPOINT_KEYS.has(key));
  if (!keys.includes(ADDRESS) || endpoint.length === 0) return [[]];
  return [endpoint.map((key) => -atoms.present(key)), [-atoms.present(ADDRESS)]];
}

const TAG_KEYS = 'aws:tagkeys';
const TAG_FAMILY = 'aws:requesttag/';
/** With more of them there would be too many cases: then they are looked at each by itself. */
const MAX_TAGS = 4;

/** A tag of the request is among the request's tag keys, and a tag that is not there is not among them. */
function tagCases({ atoms, keys }: LinkOptions): readonly Cube[] {
  const tags = keys.filter((key) => key.startsWith(TAG_FAMILY));
  if (!keys.includes(TAG_KEYS) || tags.length > MAX_TAGS) return [[]];
  return tags.reduce<readonly Cube[]>(
    (cases, key) => {
      const name = globOf(codesOf(key.slice(TAG_FAMILY.length)).map(foldToken));
      const isThere = [atoms.present(key), atoms.anyLike(TAG_KEYS, name)];
      return cases.flatMap((cube) => [
        [...cube, ...isThere.map((literal) => -literal)],
        [...cube, ...isThere],
      ]);
    },
    [[]],
  );
}
