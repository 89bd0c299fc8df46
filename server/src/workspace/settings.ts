import type { PolicyTypeName } from '../../../shared/messages';
import {
  type CheckOptions,
  type CheckSeverity,
  DEFAULT_CHECK_OPTIONS,
  DEFAULT_SETTINGS,
  type Settings,
} from '../../../shared/settings';
import { isPolicyType } from '../policy/grammar';

/** Settings as an editor sends them, typed; each wrong value is replaced by its default and named in `problems`. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly string[];
}

/** Reads the `writ` section. Anything may come: undefined, null, strings. Unknown members are left alone. */
export function readSettings(section: unknown): ReadSettings {
  const problems: string[] = [];
  const read = <T>(path: string, is: (value: unknown) => value is T, fallback: T): T => {
    const value = valueAt(section, path);
    if (value === undefined || value === null) return fallback;
    if (is(value)) return value;
    problems.push(`writ.${path} has a value that cannot be used; its default counts.`);
    return fallback;
  };
  const settings: Settings = {
    files: {
      policyTypes: read('files.policyTypes', isMapOf(isTypeName), DEFAULT_SETTINGS.files.policyTypes),
      exclude: read('files.exclude', isListOf(isString), DEFAULT_SETTINGS.files.exclude),
    },
    checks: {
      severity: read('checks.severity', isMapOf(isSeverity), DEFAULT_SETTINGS.checks.severity),
      options: readOptions(read),
    },
    lens: { enabled: read('lens.enabled', isBoolean, DEFAULT_SETTINGS.lens.enabled) },
    model: { path: read('model.path', isString, DEFAULT_SETTINGS.model.path) },
    trace: { server: read('trace.server', isTrace, DEFAULT_SETTINGS.trace.server) },
  };
  return { settings, problems };
}

type Read = <T>(path: string, is: (value: unknown) => value is T, fallback: T) => T;

function readOptions(read: Read): CheckOptions {
  const option = <Name extends keyof CheckOptions>(name: Name): CheckOptions[Name] =>
    read(`checks.options.${name}`, isLike(DEFAULT_CHECK_OPTIONS[name], name), DEFAULT_CHECK_OPTIONS[name]);
  return {
    scpDialect: option('scpDialect'),
    scpMaxSize: option('scpMaxSize'),
    rcpMaxSize: option('rcpMaxSize'),
    trustPolicyMaxSize: option('trustPolicyMaxSize'),
    rolePolicyQuota: option('rolePolicyQuota'),
    blockedPrincipals: option('blockedPrincipals'),
    allowedPrincipals: option('allowedPrincipals'),
    sensitiveAccess: option('sensitiveAccess'),
    requiredConditions: option('requiredConditions'),
    trustedAccounts: option('trustedAccounts'),
    federatedAccounts: option('federatedAccounts'),
    accessKeyMaxAgeDays: option('accessKeyMaxAgeDays'),
    accessKeyUnusedDays: option('accessKeyUnusedDays'),
    arrayStyle: option('arrayStyle'),
  };
}

const WORDS: { readonly [Name in keyof CheckOptions]?: readonly string[] } = {
  scpDialect: ['full', 'legacy'],
  arrayStyle: ['string', 'array'],
};

/** An option's value is of the kind of its default: a number, a list of strings, lists by name, or one of a few words. */
function isLike<T>(sample: T, name: keyof CheckOptions): (value: unknown) => value is T {
  return (value): value is T => {
    if (typeof sample === 'number') return typeof value === 'number' && value >= 0;
    if (typeof sample === 'string') return isString(value) && (WORDS[name]?.includes(value) ?? true);
    return Array.isArray(sample) ? isListOf(isString)(value) : isMapOf(isListOf(isString))(value);
  };
}

function valueAt(section: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), section);
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isTypeName(value: unknown): value is PolicyTypeName {
  return isString(value) && isPolicyType(value);
}

function isSeverity(value: unknown): value is CheckSeverity | 'off' {
  return isString(value) && ['error', 'security', 'warning', 'suggestion', 'off'].includes(value);
}

function isTrace(value: unknown): value is Settings['trace']['server'] {
  return isString(value) && ['off', 'messages', 'verbose'].includes(value);
}

function isListOf<T>(is: (value: unknown) => value is T): (value: unknown) => value is readonly T[] {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(is);
}

function isMapOf<T>(is: (value: unknown) => value is T): (value: unknown) => value is { readonly [name: string]: T } {
  return (value): value is { readonly [name: string]: T } => isObject(value) && Object.values(value).every(is);
}
