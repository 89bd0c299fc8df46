import * as vscode from 'vscode';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import type { WitnessRequest } from '../../../shared/comparison';
import { type PolicyPlace, SIMULATION_CHOICES_REQUEST, type SimulationChoices } from '../../../shared/messages';
import type { Command, CommandContext } from './command';
import { isPlace } from './simulate-request';

/** Simulates a request that a comparison found. Whose it is has to be asked where the policy does not say so. */
export const simulateWitness: Command = {
  id: CLIENT_COMMANDS.simulateWitness,
  async run(context, witness, place) {
    if (!isWitness(witness) || !isPlace(place)) return;
    const principal = witness.principal ?? (await askPrincipal(context, place));
    if (principal === undefined) return;
    await vscode.commands.executeCommand(CLIENT_COMMANDS.simulateRequest, { ...witness, principal }, place);
  },
};

export function isWitness(value: unknown): value is WitnessRequest {
  return typeof value === 'object' && value !== null && 'action' in value && 'resource' in value;
}

/** Those to whom the policy applies first; without a model an ARN is typed. */
export async function askPrincipal({ server }: CommandContext, place: PolicyPlace): Promise<string | undefined> {
  const { principals, suggestedPrincipals } = await server.request<SimulationChoices>(
    SIMULATION_CHOICES_REQUEST,
    place,
  );
  const placeHolder = vscode.l10n.t('Who asks?');
  if (principals.length === 0)
    return vscode.window.showInputBox({ prompt: vscode.l10n.t('Who asks? The ARN of a user or role') });
  const isNear = (value: string) => suggestedPrincipals.includes(value);
  const items = [
    ...principals.filter(({ value }) => isNear(value)),
    ...principals.filter(({ value }) => !isNear(value)),
  ];
  const chosen = await vscode.window.showQuickPick(
    items.map(({ value, description }) => ({ label: value, description })),
    { placeHolder },
  );
  return chosen?.label;
}
