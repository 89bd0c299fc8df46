import type { PolicyTypeName } from './messages';

/** The `writ.*` section. `package.json` is held equal to it by a test. */
export interface Settings {
  readonly files: {
    /** Glob → policy type. */
    readonly policyTypes: { readonly [glob: string]: PolicyTypeName };
    /** Globs of files in which policies are not looked for. */
    readonly exclude: readonly string[];
  };
  readonly checks: {
    /** Code or family → severity, or `off`. */
    readonly severity: { readonly [codeOrFamily: string]: CheckSeverity | 'off' };
    readonly options: CheckOptions;
  };
  readonly lens: { readonly enabled: boolean };
  readonly model: {
    /** Path of the model file in the workspace; empty: found by the rules of docs/identity-model.md. */
    readonly path: string;
  };
  readonly trace: { readonly server: 'off' | 'messages' | 'verbose' };
}

export type CheckSeverity = 'error' | 'security' | 'warning' | 'suggestion';

/** Options of `writ.config.json` and `writ.checks.options`. */
export interface CheckOptions {
  readonly scpDialect: 'full' | 'legacy';
  readonly scpMaxSize: number;
  readonly rcpMaxSize: number;
  readonly trustPolicyMaxSize: number;
  readonly rolePolicyQuota: number;
  readonly blockedPrincipals: readonly string[];
  readonly allowedPrincipals: readonly string[];
  readonly sensitiveAccess: { readonly [name: string]: readonly string[] };
  /** Pattern of actions → the condition keys that an Allow with them needs. */
  readonly requiredConditions: { readonly [action: string]: RequiredConditions };
  readonly trustedAccounts: readonly string[];
  readonly federatedAccounts: readonly string[];
  readonly accessKeyMaxAgeDays: number;
  readonly accessKeyUnusedDays: number;
  readonly arrayStyle: 'string' | 'array';
}

/** A key, alone or with the operator and value that it must have. */
export type RequiredKey = string | { readonly key: string; readonly operator?: string; readonly value?: string };

/** A list means: any of them. */
export type RequiredConditions =
  | readonly RequiredKey[]
  | { readonly anyOf?: readonly RequiredKey[]; readonly allOf?: readonly RequiredKey[] };

export const DEFAULT_CHECK_OPTIONS: CheckOptions = {
  scpDialect: 'full',
  scpMaxSize: 10240,
  rcpMaxSize: 5120,
  trustPolicyMaxSize: 2048,
  rolePolicyQuota: 10,
  blockedPrincipals: [],
  allowedPrincipals: [],
  sensitiveAccess: {},
  requiredConditions: {},
  trustedAccounts: [],
  federatedAccounts: [],
  accessKeyMaxAgeDays: 90,
  accessKeyUnusedDays: 45,
  arrayStyle: 'string',
};

export const DEFAULT_SETTINGS: Settings = {
  files: { policyTypes: {}, exclude: [] },
  checks: { severity: {}, options: DEFAULT_CHECK_OPTIONS },
  lens: { enabled: true },
  model: { path: '' },
  trace: { server: 'off' },
};
