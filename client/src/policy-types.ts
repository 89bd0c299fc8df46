import * as vscode from 'vscode';
import type { PolicyTypeName } from '../../shared/messages';

/** All policy types, in the order in which they are offered. */
export const POLICY_TYPES: readonly PolicyTypeName[] = [
  'identity',
  'resource',
  'trust',
  'boundary',
  'session',
  'scp',
  'rcp',
  'vpce',
];

/** A type's name for people. */
export function typeTitle(type: PolicyTypeName): string {
  switch (type) {
    case 'identity':
      return vscode.l10n.t('Identity policy');
    case 'resource':
      return vscode.l10n.t('Resource policy');
    case 'trust':
      return vscode.l10n.t('Trust policy');
    case 'boundary':
      return vscode.l10n.t('Permissions boundary');
    case 'session':
      return vscode.l10n.t('Session policy');
    case 'scp':
      return vscode.l10n.t('Service control policy (SCP)');
    case 'rcp':
      return vscode.l10n.t('Resource control policy (RCP)');
    case 'vpce':
      return vscode.l10n.t('VPC endpoint policy');
  }
}
