import type { Action } from '../catalog/catalog';

/** Is it the action's whole work to set tags on what exists? Actions that create something carry tags besides. */
export function setsTags(action: Action): boolean {
  return isTagging(action) && /^(Tag|CreateTags|AddTags)/.test(action.name);
}

/**
 * Does it set or remove the tags that the request names, and nothing where it names none? `ec2:DeleteTags` without tags removes all
 * (EC2 API Reference).
 */
export function changesNamedTags(action: Action): boolean {
  return setsTags(action) || (isTagging(action) && /^(Untag|RemoveTags)/.test(action.name));
}

function isTagging({ accessLevels }: Action): boolean {
  return accessLevels.includes('Tagging');
}
