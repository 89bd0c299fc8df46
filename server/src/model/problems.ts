import type { CheckSeverity } from '../../../shared/settings';
import type { Range } from '../syntax/tree';

/** Codes of what a loader cannot use; public and final. Family `model-file`, but for the three that `model` has too. */
export type ModelProblemCode =
  | 'model-file-missing'
  | 'model-file-invalid'
  | 'model-file-too-large'
  | 'model-path-outside'
  | 'model-import-invalid'
  | 'model-account-id'
  | 'model-alias-twice'
  | 'model-account-twice'
  | 'model-ou-cycle'
  | 'model-name-invalid'
  | 'model-reference-unknown'
  | 'model-resource-twice'
  | 'model-several'
  | 'model-feature-later'
  | 'model-role-no-trust'
  | 'model-role-multiple-trust'
  | 'model-service-linked-edit';

/** Something in a model file that cannot be used; the rest of the model still counts. */
export interface ModelProblem {
  readonly code: ModelProblemCode;
  /** `suggestion` is what editors call information. */
  readonly severity: CheckSeverity;
  /** In the model file's text. */
  readonly range: Range;
  readonly message: string;
  /** An editor with JSON support of its own reports it too: broken JSON, or what the schema says (`builtInJson`). */
  readonly isBuiltIn: boolean;
}
