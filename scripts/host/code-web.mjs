#!/usr/bin/env node
// The embedded editor in the place of VS Code's executable: @vscode/test-electron starts this file as `vscodeExecutablePath`.
import 'tsx';

await import('./shim.ts');
