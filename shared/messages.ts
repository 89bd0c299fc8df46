import type { TextRange } from './decision';
import type { SimulationRequest } from './request';

export type PolicyTypeName = 'identity' | 'resource' | 'trust' | 'boundary' | 'session' | 'scp' | 'rcp' | 'vpce';

/** Request client → server: what is known of the policies in a document. For the status item and the context key. */
export const POLICY_STATUS_REQUEST = 'writ/policyStatus';

export interface PolicyStatusParams {
  readonly uri: string;
}

export interface PolicyStatus {
  readonly policies: readonly PolicyStatusEntry[];
  /** The identity model that governs the file. */
  readonly model: { readonly uri: string; readonly path: string } | null;
  /** Dates of the AWS data. */
  readonly data: { readonly services: string; readonly managedPolicies: string };
}

export interface PolicyStatusEntry {
  readonly types: readonly PolicyTypeName[];
  /** A sentence: "Resource policy: a statement has a Principal." */
  readonly reason: string;
  readonly range: TextRange;
}

/** Notification server → client: statuses may have changed (a new version, a model, a setting). */
export const POLICY_STATUS_CHANGED = 'writ/policyStatusChanged';

/** Request client → server: what can be picked for a simulation near a document. */
export const SIMULATION_CHOICES_REQUEST = 'writ/simulationChoices';

export interface SimulationChoicesParams {
  /** The document from which the command was started, if any. */
  readonly uri?: string;
  /** JSON pointer of the policy in it. */
  readonly pointer?: string;
  readonly model?: string;
}

export interface SimulationChoices {
  /** Null where the workspace has no model: a principal is then typed as an ARN. */
  readonly model: { readonly uri: string; readonly path: string } | null;
  readonly principals: readonly Choice[];
  readonly resources: readonly Choice[];
  /** Principals to whom the policy applies, first choice first: labels of `principals`. */
  readonly suggestedPrincipals: readonly string[];
  /** Exact actions that the policy speaks of, first ones first. */
  readonly suggestedActions: readonly string[];
}

export interface Choice {
  /** What a request takes: `prod:role/app`, an ARN. */
  readonly value: string;
  readonly description: string;
}

/** Request client → server: actions that begin with, or contain, a text. */
export const ACTION_CHOICES_REQUEST = 'writ/actionChoices';

export interface ActionChoicesParams {
  readonly text: string;
  readonly limit: number;
}

export interface ActionChoice {
  readonly action: string;
  readonly accessLevel: string;
  readonly description: string;
}

/** Request client → server: ARN shapes of an action's resources, and the context keys that decide near it. */
export const REQUEST_DETAILS_REQUEST = 'writ/requestDetails';

export interface RequestDetailsParams {
  readonly uri?: string;
  readonly model?: string;
  readonly principal: string;
  readonly action: string;
  readonly resource?: string;
}

export interface RequestDetails {
  /** `arn:aws:s3:::${BucketName}/${ObjectName}`; `*` for an action without resource types. */
  readonly resourceShapes: readonly string[];
  /** Keys that policies read and the model does not give, with their types and how AWS describes them. */
  readonly contextKeys: readonly { readonly key: string; readonly type: string; readonly description: string }[];
}

/** Where a simulation was started: a policy in a document. */
export interface PolicyPlace {
  readonly uri: string;
  /** JSON pointer of the policy in the file. */
  readonly pointer: string;
}

/** A request that was simulated, newest first in lists; `from` is the policy at whose lens it was started. */
export interface RememberedRequest {
  readonly request: SimulationRequest;
  readonly from: PolicyPlace | null;
}

/** Notification client → server: the requests that the workspace remembers, for the lenses. */
export const REMEMBERED_REQUESTS = 'writ/rememberedRequests';

export interface RememberedRequestsParams {
  readonly requests: readonly RememberedRequest[];
}
