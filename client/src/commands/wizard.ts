import * as vscode from 'vscode';

/** What one step gives: the way on, the way back, or undefined where the user left. */
export type StepOutcome<Value> = { readonly value: Value } | 'back' | undefined;

export interface PickStep {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly placeholder: string;
  readonly items: readonly PickItem[];
  /** Other items as the user types; the list is then not filtered by the editor. */
  readonly search?: (text: string) => Promise<readonly PickItem[]>;
  /** What is typed counts as an answer where no item is chosen. */
  readonly acceptsText: boolean;
  readonly canGoBack: boolean;
}

/** `value` is the answer; an item without one is a separator. */
export interface PickItem extends vscode.QuickPickItem {
  readonly value?: string;
}

/** Asks for one of several values, or a typed one. */
export function pick(step: PickStep): Promise<StepOutcome<string>> {
  const input = vscode.window.createQuickPick<PickItem>();
  Object.assign(input, { title: step.title, step: step.step, totalSteps: step.totalSteps });
  input.placeholder = step.placeholder;
  input.matchOnDescription = true;
  input.ignoreFocusOut = true;
  input.buttons = step.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  const typedItem = (text: string): PickItem => ({
    label: text,
    description: vscode.l10n.t('as typed'),
    value: text,
    alwaysShow: true,
  });
  const listed = (items: readonly PickItem[], text: string): PickItem[] => {
    const isListed = items.some(({ value, label }) => value === text || label === text);
    return step.acceptsText && text !== '' && !isListed ? [...items, typedItem(text)] : [...items];
  };
  const refresh = async (text: string) => {
    const items = step.search === undefined || text === '' ? step.items : await step.search(text);
    // The user has typed on: that text has a refresh of its own.
    if (input.value === text) input.items = listed(items, text);
  };
  input.items = [...step.items];
  return asked(input, (finish) => [
    input.onDidChangeValue((text) => void refresh(text.trim())),
    input.onDidAccept(() => {
      const value = input.activeItems[0]?.value ?? (step.acceptsText ? input.value.trim() : '');
      if (value !== '') finish({ value });
    }),
  ]);
}

export interface TextStep {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly prompt: string;
  readonly value: string;
  readonly validate?: (text: string) => string | undefined;
  readonly canGoBack: boolean;
}

/** Asks for a text. */
export function enter(step: TextStep): Promise<StepOutcome<string>> {
  const input = vscode.window.createInputBox();
  Object.assign(input, { title: step.title, step: step.step, totalSteps: step.totalSteps });
  input.prompt = step.prompt;
  input.value = step.value;
  input.ignoreFocusOut = true;
  input.buttons = step.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  return asked(input, (finish) => [
    input.onDidChangeValue((text) => {
      input.validationMessage = step.validate?.(text) ?? '';
    }),
    input.onDidAccept(() => {
      const problem = step.validate?.(input.value);
      if (problem === undefined) finish({ value: input.value });
      else input.validationMessage = problem;
    }),
  ]);
}

type Finish = (outcome: StepOutcome<string>) => void;
type Asked = vscode.QuickInput & { readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton> };

function asked(input: Asked, listen: (finish: Finish) => vscode.Disposable[]): Promise<StepOutcome<string>> {
  return new Promise((resolve) => {
    const finish: Finish = (outcome) => {
      resolve(outcome);
      input.dispose();
    };
    const listeners = [
      ...listen(finish),
      input.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) finish('back');
      }),
      input.onDidHide(() => {
        resolve(undefined);
        vscode.Disposable.from(...listeners).dispose();
        input.dispose();
      }),
    ];
    input.show();
  });
}
