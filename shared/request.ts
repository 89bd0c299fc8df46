/** A request as people write it (docs/identity-model.md); names are resolved against the identity model. */
export interface SimulationRequest {
  readonly principal: string | PrincipalObject;
  /** Roles that are assumed on the way, in order: the last session makes the request. */
  readonly through?: readonly (string | ChainHop)[];
  readonly action: string;
  readonly resource?: string;
  readonly resources?: readonly string[];
  readonly resourceIsPattern?: boolean;
  readonly resourceAccount?: string;
  readonly passRole?: string;
  readonly vpcEndpoint?: string;
  readonly via?: readonly string[];
  readonly mfa?: boolean;
  readonly time?: string;
  readonly missingContext?: 'absent' | 'unknown';
  readonly context?: { readonly [key: string]: ContextInput };
  /** A model file's URI, needed only where the workspace has several. */
  readonly model?: string;
}

/** `null`: the key is absent even where it could be derived. */
export type ContextInput = string | number | boolean | null | readonly (string | number | boolean)[];

/** A path, an ARN of a managed policy, or the document itself. */
export type PolicyReference = string | { readonly [key: string]: unknown };

export interface RoleSession {
  readonly name?: string;
  readonly policies?: readonly PolicyReference[];
  readonly tags?: { readonly [key: string]: string };
  readonly transitiveTagKeys?: readonly string[];
  readonly sourceIdentity?: string | null;
  /** 900 to the role's maximum session duration; at most 3600 for a session that was assumed with a role session. */
  readonly durationSeconds?: number;
}

export interface RoleHop {
  readonly role: string;
  readonly session?: RoleSession;
}

/** A hop of a role chain: the session, and the context keys of the call that assumes the role. */
export interface ChainHop extends RoleHop {
  readonly context?: { readonly [key: string]: ContextInput };
}

export type PrincipalObject =
  | { readonly user: string; readonly session?: UserSession }
  | RoleHop
  | { readonly root: string; readonly session?: { readonly kind: 'assumeRoot'; readonly taskPolicy?: string } }
  | { readonly instance: string }
  | { readonly saml: string; readonly claims?: Claims }
  | { readonly oidc: string; readonly claims?: Claims }
  | { readonly identityCenterUser: string; readonly permissionSet: string; readonly account: string };

/** What an assertion or a token says: condition keys of SAML, claims of OIDC. */
export interface Claims {
  readonly [claim: string]: string | readonly string[];
}

export type UserSession =
  | { readonly kind: 'accessKey' | 'console' | 'getSessionToken' }
  | {
      readonly kind: 'getFederationToken';
      readonly name?: string;
      readonly policies?: readonly PolicyReference[];
      readonly tags?: { readonly [key: string]: string };
      readonly console?: boolean;
    };
