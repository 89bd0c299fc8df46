/** Names of IAM entities (IAM User Guide, "IAM and AWS STS quotas": names, paths). */

/** Kinds of entities whose names are unique in an account. */
export type NamedKind = 'user' | 'group' | 'role' | 'managedPolicy' | 'instanceProfile';

const LIMITS: { readonly [Kind in NamedKind]: number } = {
  user: 64,
  group: 128,
  role: 64,
  managedPolicy: 128,
  instanceProfile: 128,
};

/** As sentences call them. */
export const KIND_WORDS: { readonly [Kind in NamedKind]: string } = {
  user: 'user',
  group: 'group',
  role: 'role',
  managedPolicy: 'managed policy',
  instanceProfile: 'instance profile',
};

/** Why a name cannot be one, or undefined. */
export function nameError(kind: NamedKind, name: string): string | undefined {
  const what = KIND_WORDS[kind];
  if (name.includes('/'))
    return `The name of a ${what} holds no path: write "${lastPart(name)}", and the path in "path".`;
  if (name === '') return `The name of a ${what} is empty.`;
  if (!/^[A-Za-z0-9+=,.@_-]+$/.test(name))
    return `The name of a ${what} takes letters, digits and + = , . @ _ - only; IAM refuses "${name}".`;
  return name.length > LIMITS[kind]
    ? `The name of a ${what} has at most ${LIMITS[kind]} characters; this one has ${name.length}.`
    : undefined;
}

/** Why a path cannot be one, or undefined: it begins and ends with "/" and has at most 512 characters. */
export function pathError(path: string): string | undefined {
  if (!path.startsWith('/') || !path.endsWith('/')) return `A path begins and ends with "/": "${path}" does not.`;
  if (/[^!-~]/.test(path)) return `A path takes printable ASCII characters without spaces only.`;
  return path.length > 512 ? 'A path has at most 512 characters.' : undefined;
}

/** The name in `team/Name`, `/team/Name` or `Name`. */
export function lastPart(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
