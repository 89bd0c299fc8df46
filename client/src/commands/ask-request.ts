import * as vscode from 'vscode';
import {
  ACTION_CHOICES_REQUEST,
  type ActionChoice,
  type Choice,
  type PolicyPlace,
  REQUEST_DETAILS_REQUEST,
  type RememberedRequest,
  type RequestDetails,
  SIMULATION_CHOICES_REQUEST,
  type SimulationChoices,
} from '../../../shared/messages';
import type { SimulationRequest } from '../../../shared/request';
import type { CommandContext } from './command';
import { createWizard, type PickItem, type StepOutcome, type Wizard } from './wizard';

/** What has been answered so far. */
interface Draft {
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly context: { readonly [key: string]: string };
}

interface Asking {
  readonly wizard: Wizard;
  readonly commands: CommandContext;
  readonly from: PolicyPlace | undefined;
  readonly choices: SimulationChoices;
}

type Step = (asking: Asking, draft: Draft) => Promise<StepOutcome<Draft>>;

const STEPS: readonly Step[] = [askPrincipal, askAction, askResource, askContext];
const ACTION_LIMIT = 50;

/** Asks for a request step by step, with a way back; undefined where the user leaves. */
export async function askRequest(
  commands: CommandContext,
  from: PolicyPlace | undefined,
): Promise<SimulationRequest | undefined> {
  const wizard = createWizard();
  try {
    const last = await askForLast(wizard, commands.remembered.all());
    if (last === undefined || last.request !== undefined) return last?.request;
    const choices = await commands.server.request<SimulationChoices>(SIMULATION_CHOICES_REQUEST, { ...from });
    return await askSteps({ wizard, commands, from, choices });
  } finally {
    wizard.dispose();
  }
}

async function askSteps(asking: Asking): Promise<SimulationRequest | undefined> {
  const drafts: Draft[] = [{ context: {} }];
  while (drafts.length <= STEPS.length) {
    const draft = drafts.at(-1) ?? { context: {} };
    const outcome = await STEPS[drafts.length - 1]?.(asking, draft);
    if (outcome === undefined) return undefined;
    if (outcome === 'back') drafts.pop();
    else drafts.push(outcome.value);
    if (drafts.length === 0) return undefined;
  }
  return requestFrom(drafts.at(-1), asking.choices);
}

function requestFrom(draft: Draft | undefined, { model }: SimulationChoices): SimulationRequest | undefined {
  if (draft?.principal === undefined || draft.action === undefined) return undefined;
  return {
    principal: draft.principal,
    action: draft.action,
    resource: draft.resource ?? '*',
    ...(Object.keys(draft.context).length === 0 ? {} : { context: draft.context }),
    ...(model === null ? {} : { model: model.uri }),
  };
}

/** Offers what was simulated before; `{}` asks for a new request. */
async function askForLast(
  wizard: Wizard,
  remembered: readonly RememberedRequest[],
): Promise<{ readonly request?: SimulationRequest } | undefined> {
  if (remembered.length === 0) return {};
  const items = remembered.map(({ request }, index) => ({ ...requestItem(request), value: String(index) }));
  const outcome = await wizard.pick({
    ...frame(0),
    placeholder: vscode.l10n.t('A new request, or one of the last ones'),
    items: [
      { label: vscode.l10n.t('$(add) New request…'), value: 'new' },
      separator(vscode.l10n.t('Last requests')),
      ...items,
    ],
    acceptsText: () => false,
    canGoBack: false,
  });
  if (outcome === undefined || outcome === 'back') return undefined;
  const chosen = remembered[Number(outcome.value)];
  return chosen === undefined ? {} : { request: chosen.request };
}

function requestItem({
  principal,
  through = [],
  action,
  resource,
  resources,
  context,
}: SimulationRequest): vscode.QuickPickItem {
  const who =
    typeof principal === 'string'
      ? principal
      : Object.values(principal)
          .filter((value) => typeof value === 'string')
          .join(' ');
  const hops = through.map((hop) => ` → ${typeof hop === 'string' ? hop : hop.role}`).join('');
  const keys = Object.entries(context ?? {}).map(([key, value]) => `${key} = ${String(value)}`);
  return {
    label: `${who}${hops} ${action}`,
    description: resource ?? resources?.join(', ') ?? '',
    ...(keys.length === 0 ? {} : { detail: keys.join(', ') }),
  };
}

async function askPrincipal({ wizard, choices }: Asking, draft: Draft): Promise<StepOutcome<Draft>> {
  const suggested = new Set(choices.suggestedPrincipals);
  const [near, others] = [
    choices.principals.filter(({ value }) => suggested.has(value)),
    choices.principals.filter(({ value }) => !suggested.has(value)),
  ];
  const outcome = await wizard.pick({
    ...frame(1),
    placeholder:
      choices.model === null
        ? vscode.l10n.t('Who asks? An ARN, or a service principal (no identity model was found)')
        : vscode.l10n.t('Who asks? A principal of {0}, an ARN, or a service principal', choices.model.path),
    items:
      near.length === 0 ? others.map(choiceItem) : [...near.map(choiceItem), separator(), ...others.map(choiceItem)],
    acceptsText: isPrincipal,
    canGoBack: false,
  });
  return withAnswer(outcome, (principal) => ({ ...draft, principal }));
}

async function askAction({ wizard, commands, choices }: Asking, draft: Draft): Promise<StepOutcome<Draft>> {
  const outcome = await wizard.pick({
    ...frame(2),
    placeholder: vscode.l10n.t('For which action? Type a part of its name, such as s3:Get'),
    items: choices.suggestedActions.map((value) => ({ label: value, value })),
    search: async (text) => {
      const params = { text, limit: ACTION_LIMIT };
      const found = await commands.server.request<readonly ActionChoice[]>(ACTION_CHOICES_REQUEST, params);
      return found.map(actionItem);
    },
    acceptsText: () => false,
    canGoBack: true,
  });
  return withAnswer(outcome, (action) => ({ ...draft, action }));
}

function actionItem({ action, accessLevel, description }: ActionChoice): PickItem {
  return { label: action, description: accessLevel, detail: description, value: action, alwaysShow: true };
}

async function askResource(asking: Asking, draft: Draft): Promise<StepOutcome<Draft>> {
  const { resourceShapes } = await detailsFor(asking, draft);
  const shapes = resourceShapes.map((value) => ({ label: value, description: vscode.l10n.t('fill in'), value }));
  const outcome = await asking.wizard.pick({
    ...frame(3),
    placeholder: vscode.l10n.t('On which resource? An ARN; wildcards ask about all that match'),
    items: [...asking.choices.resources.map(choiceItem), separator(), ...shapes],
    acceptsText: isResource,
    canGoBack: true,
  });
  if (outcome === undefined || outcome === 'back') return outcome;
  const filled = outcome.value.includes('${') ? await fillShape(asking.wizard, outcome.value) : outcome;
  // Back from the text leads to the list.
  if (filled === 'back') return askResource(asking, draft);
  return withAnswer(filled, (resource) => ({ ...draft, resource }));
}

function fillShape(wizard: Wizard, shape: string): Promise<StepOutcome<string>> {
  return wizard.enter({
    ...frame(3),
    prompt: vscode.l10n.t('Replace each ${…} by its value'),
    value: shape,
    validate: (text) => (text.includes('${') ? vscode.l10n.t('A part in ${…} is still open.') : undefined),
    canGoBack: true,
  });
}

/** The keys that matter, by name; the list comes again until the user runs the request. */
async function askContext(asking: Asking, draft: Draft): Promise<StepOutcome<Draft>> {
  const { contextKeys } = await detailsFor(asking, draft);
  const run = { label: vscode.l10n.t('$(play) Simulate'), value: ' ', alwaysShow: true };
  const items = contextKeys.map(({ key, type, description }) => {
    const given = draft.context[key];
    return { label: key, description: given === undefined ? type : `= ${given}`, detail: description, value: key };
  });
  const outcome = await asking.wizard.pick({
    ...frame(4),
    placeholder: vscode.l10n.t('Simulate, or give a context key a value first (type the name of any other key)'),
    items: [run, ...items],
    acceptsText: isKey,
    canGoBack: true,
  });
  if (outcome === undefined || outcome === 'back') return outcome;
  if (outcome.value === run.value) return { value: draft };
  return askContext(asking, await withKey(asking.wizard, draft, outcome.value));
}

async function withKey(wizard: Wizard, draft: Draft, key: string): Promise<Draft> {
  const entered = await wizard.enter({
    ...frame(4),
    prompt: vscode.l10n.t('Value of {0}; empty takes it away', key),
    value: draft.context[key] ?? '',
    canGoBack: true,
  });
  if (entered === undefined || entered === 'back') return draft;
  const { [key]: _replaced, ...others } = draft.context;
  return { ...draft, context: entered.value === '' ? others : { ...others, [key]: entered.value } };
}

async function detailsFor({ commands, from, choices }: Asking, draft: Draft): Promise<RequestDetails> {
  return commands.server.request<RequestDetails>(REQUEST_DETAILS_REQUEST, {
    ...(from === undefined ? {} : { uri: from.uri }),
    ...(choices.model === null ? {} : { model: choices.model.uri }),
    principal: draft.principal ?? '',
    action: draft.action ?? '',
    ...(draft.resource === undefined ? {} : { resource: draft.resource }),
  });
}

/** `prod:role/app`, an ARN, a service principal, or nobody. The server says what is wrong with the rest. */
function isPrincipal(text: string): boolean {
  return /^[\w-]+:(user|role)\/.|^[\w-]+:root$|^arn:|\.amazonaws\.com(\.cn)?$|^anonymous$/.test(text);
}

function isResource(text: string): boolean {
  return text === '*' || /^arn:/.test(text);
}

function isKey(text: string): boolean {
  return /^[^:\s]+:./.test(text);
}

function withAnswer(outcome: StepOutcome<string>, next: (value: string) => Draft): StepOutcome<Draft> {
  return outcome === undefined || outcome === 'back' ? outcome : { value: next(outcome.value) };
}

/** The question before the first step is not counted. */
function frame(step: number) {
  return { title: title(), step, totalSteps: step === 0 ? 0 : STEPS.length };
}

function title(): string {
  return vscode.l10n.t('Simulate Request');
}

function choiceItem({ value, description }: Choice): PickItem {
  return { label: value, description, value };
}

function separator(label = ''): PickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
