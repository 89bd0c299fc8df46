import type * as vscode from 'vscode';
import type { Remembered } from '../remembered';
import type { ResultView } from '../result-view';
import type { Server } from '../server';

/** What commands work with. */
export interface CommandContext {
  readonly extensionUri: vscode.Uri;
  readonly storageUri: vscode.Uri;
  readonly server: Server;
  readonly results: ResultView;
  readonly remembered: Remembered;
}

/** One command: its id and what it does. Arguments come from anywhere (key bindings, links, other extensions). */
export interface Command {
  readonly id: string;
  readonly run: (context: CommandContext, ...args: readonly unknown[]) => Promise<unknown>;
}
