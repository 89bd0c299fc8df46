import * as vscode from 'vscode';
import { CLIENT_COMMANDS, SERVER_COMMANDS } from '../../../shared/commands';
import type { SimulationResult } from '../../../shared/decision';
import { type PolicyPlace, REMEMBERED_REQUESTS } from '../../../shared/messages';
import type { SimulationRequest } from '../../../shared/request';
import { askRequest } from './ask-request';
import type { Command, CommandContext } from './command';

/**
 * Simulates a request and shows the result. A complete request as its argument is simulated as it is, and its result is
 * returned; otherwise the user is asked. From a lens the second argument says at which policy.
 */
export const simulateRequest: Command = {
  id: CLIENT_COMMANDS.simulateRequest,
  async run(context, given, place) {
    if (isRequest(given)) return simulate(context, given, isPlace(place) ? place : undefined);
    const from = isPlace(place) ? place : placeOf(given);
    const request = await askRequest(context, from);
    if (request === undefined) return undefined;
    try {
      return await simulate(context, request, from);
    } catch (error) {
      // Nobody waits until the message is closed.
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  },
};

async function simulate(
  { server, results, remembered }: CommandContext,
  request: SimulationRequest,
  from: PolicyPlace | undefined,
): Promise<SimulationResult> {
  const params = { command: SERVER_COMMANDS.simulate, arguments: [request] };
  const result = await server.request<SimulationResult>('workspace/executeCommand', params);
  await remembered.add({ request, from: from ?? null });
  server.notifyIfRunning(REMEMBERED_REQUESTS, { requests: remembered.all() });
  await results.show(request, result);
  return result;
}

function isRequest(value: unknown): value is SimulationRequest {
  return typeof value === 'object' && value !== null && 'principal' in value && 'action' in value;
}

/** Arguments come from anywhere. */
export function isPlace(value: unknown): value is PolicyPlace {
  return typeof value === 'object' && value !== null && 'uri' in value && 'pointer' in value;
}

/** From the context menu the file comes as an argument; from the palette the active one counts. */
function placeOf(given: unknown): PolicyPlace | undefined {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  return uri && { uri: uri.toString(), pointer: '' };
}
