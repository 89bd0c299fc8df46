import * as vscode from 'vscode';
import type { TextRange } from '../../shared/decision';

export function vscodeRange({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
