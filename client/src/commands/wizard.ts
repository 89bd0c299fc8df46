import * as vscode from 'vscode';

/** What one step gives: the way on, the way back, or undefined where the user left. */
export type StepOutcome<Value> = { readonly value: Value } | 'back' | undefined;

interface Step {
  readonly title: string;
  readonly step: number;
  /** 0: the question is not counted. */
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

export interface PickStep extends Step {
  readonly placeholder: string;
  readonly items: readonly PickItem[];
  /** Other items as the user types. */
  readonly search?: (text: string) => Promise<readonly PickItem[]>;
  /** Whether a typed text that is no part of an item's name is an answer of its own. */
  readonly acceptsText: (text: string) => boolean;
}

/** `value` is the answer; an item without one is a separator. */
export interface PickItem extends vscode.QuickPickItem {
  readonly value?: string;
}

export interface TextStep extends Step {
  readonly prompt: string;
  readonly value: string;
  readonly validate?: (text: string) => string | undefined;
}

/** Questions one after the other, in one place. */
export interface Wizard extends vscode.Disposable {
  /** Asks for one of several values, or a typed one. */
  pick(step: PickStep): Promise<StepOutcome<string>>;
  /** Asks for a text. */
  enter(step: TextStep): Promise<StepOutcome<string>>;
}

type Finish = (outcome: StepOutcome<string>) => void;
type Input = (vscode.QuickPick<PickItem> | vscode.InputBox) & vscode.QuickInput;

/**
 * Between two questions the answered one stays, so that a fast typist's next key does not land in the document; it goes when the
 * next one is there, or with the wizard.
 */
export function createWizard(): Wizard {
  let last: Input | undefined;
  const ask = (input: Input, step: Step, listen: (finish: Finish) => vscode.Disposable[]) => {
    Object.assign(input, { title: step.title, ignoreFocusOut: true });
    if (step.totalSteps > 0) Object.assign(input, { step: step.step, totalSteps: step.totalSteps });
    input.buttons = step.canGoBack ? [vscode.QuickInputButtons.Back] : [];
    const previous = last;
    last = input;
    const answered = answerOf(input, listen);
    previous?.dispose();
    return answered;
  };
  return {
    pick: (step) => {
      const input = vscode.window.createQuickPick<PickItem>();
      return ask(input, step, (finish) => listenToPick(input, step, finish));
    },
    enter: (step) => {
      const input = vscode.window.createInputBox();
      return ask(input, step, (finish) => listenToText(input, step, finish));
    },
    dispose: () => last?.dispose(),
  };
}

function listenToPick(input: vscode.QuickPick<PickItem>, step: PickStep, finish: Finish): vscode.Disposable[] {
  input.placeholder = step.placeholder;
  input.matchOnDescription = true;
  input.items = [...step.items];
  const refresh = async (text: string) => {
    const items = step.search === undefined || text === '' ? step.items : await step.search(text);
    // The user has typed on: that text has a refresh of its own.
    if (input.value.trim() === text) input.items = withTyped(step, items, text);
  };
  return [
    input.onDidChangeValue((text) => void refresh(text.trim())),
    input.onDidAccept(() => {
      const value = input.activeItems[0]?.value;
      if (value !== undefined) finish({ value });
    }),
  ];
}

function withTyped({ acceptsText }: PickStep, items: readonly PickItem[], text: string): PickItem[] {
  // A part of a listed name is on its way to that name: Enter must not take it for an answer.
  const isPart = items.some(({ label }) => label.toLowerCase().includes(text.toLowerCase()));
  if (isPart || !acceptsText(text)) return [...items];
  return [...items, { label: text, description: vscode.l10n.t('as typed'), value: text, alwaysShow: true }];
}

function listenToText(input: vscode.InputBox, step: TextStep, finish: Finish): vscode.Disposable[] {
  input.prompt = step.prompt;
  input.value = step.value;
  const problemOf = (text: string) => step.validate?.(text) ?? '';
  return [
    input.onDidChangeValue((text) => {
      input.validationMessage = problemOf(text);
    }),
    input.onDidAccept(() => {
      input.validationMessage = problemOf(input.value);
      if (input.validationMessage === '') finish({ value: input.value });
    }),
  ];
}

function answerOf(input: Input, listen: (finish: Finish) => vscode.Disposable[]): Promise<StepOutcome<string>> {
  return new Promise((resolve) => {
    const finish: Finish = (outcome) => {
      input.enabled = false;
      input.busy = true;
      resolve(outcome);
    };
    const listeners = [
      ...listen(finish),
      input.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) finish('back');
      }),
      input.onDidHide(() => {
        resolve(undefined);
        vscode.Disposable.from(...listeners).dispose();
      }),
    ];
    input.show();
  });
}
