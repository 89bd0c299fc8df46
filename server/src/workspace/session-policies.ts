import type { PolicyReference, SimulationRequest } from '../../../shared/request';
import type { AttachedPolicy } from '../evaluation/input';
import { DEFAULT_MAX_FILE_BYTES, pathInside } from '../model/files';
import { filePolicy, parsedText } from '../model/policy-text';
import { readPolicy } from '../policy/read';
import { parseJson } from '../syntax/json';
import type { Texts } from './texts';
import { joinUri } from './uri';

/** A session policy that a request names or holds; a message where it cannot be had. */
export type FoundPolicy = AttachedPolicy | { readonly message: string };

/**
 * Reads the session policies that a request names by path, so that decisions need not wait. Paths count from the model's
 * folder, which stands at `depth` in the workspace folder, and stay in that.
 */
export async function readSessionPolicies(
  request: SimulationRequest,
  base: { readonly folder: string; readonly path: string },
  texts: Texts,
): Promise<(reference: PolicyReference) => FoundPolicy> {
  const paths = referencesIn(request).filter((each) => typeof each === 'string' && !each.startsWith('arn:'));
  const read = await Promise.all(paths.map(async (path) => [path, await readPath(String(path), base, texts)] as const));
  const found = new Map<PolicyReference, FoundPolicy>(read);
  return (reference) =>
    typeof reference === 'string'
      ? (found.get(reference) ?? { message: `The session policy "${reference}" was not found.` })
      : inlinePolicy(reference);
}

function referencesIn({ principal, through = [] }: SimulationRequest): readonly PolicyReference[] {
  return [principal, ...through].flatMap((each) => {
    if (typeof each === 'string' || !('session' in each) || each.session === undefined) return [];
    return 'policies' in each.session ? (each.session.policies ?? []) : [];
  });
}

async function readPath(
  path: string,
  { folder, path: inWorkspace }: { readonly folder: string; readonly path: string },
  texts: Texts,
): Promise<FoundPolicy> {
  const inside = pathInside(path, inWorkspace);
  if (inside === undefined) return { message: `The session policy "${path}" is outside the workspace folder.` };
  const uri = joinUri(folder, inside);
  const text = await texts.read(uri, DEFAULT_MAX_FILE_BYTES);
  if (!text.ok) return { message: `The session policy "${path}" cannot be read.` };
  const policy = filePolicy(parsedText(uri, text.text, { comments: true }), path);
  return { document: policy.document(), policy: path, uri, pointer: policy.pointer ?? '', ...rangesOf(policy.rangeOf) };
}

function rangesOf(rangeOf: AttachedPolicy['rangeOf']): Pick<AttachedPolicy, 'rangeOf'> {
  return rangeOf === undefined ? {} : { rangeOf };
}

/** A document in the request itself; it stands in no file. */
function inlinePolicy(reference: object): AttachedPolicy {
  return {
    document: readPolicy(parseJson(JSON.stringify(reference), { comments: false })),
    policy: 'session policy of the request',
  };
}
