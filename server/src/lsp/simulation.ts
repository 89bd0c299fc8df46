import type { ExecuteCommandParams } from 'vscode-languageserver';
import { SERVER_COMMANDS } from '../../../shared/commands';
import type { PolicyTestAnswer, PolicyTestParams } from '../../../shared/comparison';
import type { SimulationResult } from '../../../shared/decision';
import type {
  ActionChoice,
  ActionChoicesParams,
  RememberedRequestsParams,
  RequestDetails,
  RequestDetailsParams,
  SimulationChoices,
  SimulationChoicesParams,
} from '../../../shared/messages';
import type { SimulationRequest } from '../../../shared/request';
import type { ResultLine, ResultTextParams } from '../../../shared/result-view';
import { withPolicyTest } from '../features/comparison/policy-test';
import { actionChoices, actionsOf, requestDetails } from '../features/request-choices';
import { resultLines } from '../features/result-text';
import { ErrorCodes, ResponseError } from './protocol';
import { refreshLenses } from './publish';
import { analysisOf, type Session } from './session';

const SUGGESTED_ACTIONS = 30;

/** `writ.simulate`; anything else, and a request that names what does not exist, is InvalidParams. */
export async function executeCommand(session: Session, params: ExecuteCommandParams): Promise<SimulationResult> {
  if (params.command !== SERVER_COMMANDS.simulate)
    throw invalid(`There is no command "${params.command}". This server executes ${SERVER_COMMANDS.simulate}.`);
  const request: unknown = params.arguments?.[0];
  const wrong = (await session.schema()).requestValue(request);
  if (!isRequest(request) || wrong !== undefined)
    throw invalid(
      `${SERVER_COMMANDS.simulate} takes one argument, an object with "principal" and "action". ${wrong ?? ''}`.trim(),
    );
  const outcome = await session.simulator.simulate(request, undefined);
  if (!outcome.ok) throw invalid(outcome.message);
  return outcome.result;
}

export function policyTest(_session: Session, params: PolicyTestParams): PolicyTestAnswer {
  return withPolicyTest(params);
}

export function resultText(_session: Session, { request, result }: ResultTextParams): readonly ResultLine[] {
  return resultLines(result, request);
}

export async function simulationChoices(session: Session, params: SimulationChoicesParams): Promise<SimulationChoices> {
  const choices = await session.simulator.choices(params.model ?? params.uri, params.pointer);
  return { ...choices, suggestedActions: await suggestedActions(session, params) };
}

async function suggestedActions(
  session: Session,
  { uri, pointer }: SimulationChoicesParams,
): Promise<readonly string[]> {
  const sites = uri === undefined ? [] : ((await analysisOf(session, uri))?.sites() ?? []);
  const typed = sites.find(({ site }) => site.pointer === pointer) ?? sites[0];
  return typed === undefined ? [] : actionsOf(typed.site.document, session.catalog(), SUGGESTED_ACTIONS);
}

export function actionChoicesFor(session: Session, { text, limit }: ActionChoicesParams): readonly ActionChoice[] {
  return actionChoices(session.catalog(), text, limit);
}

/** Simulated with nothing stated, a request says itself which keys its answer hangs on. */
export async function detailsFor(session: Session, params: RequestDetailsParams): Promise<RequestDetails> {
  const { principal, action, resource = '*', model, uri } = params;
  const request: SimulationRequest = {
    principal,
    action,
    resource,
    missingContext: 'unknown',
    ...(model ? { model } : {}),
  };
  const outcome = await session.simulator.simulate(request, uri);
  return requestDetails(session.catalog(), action, outcome.ok ? decidingKeys(outcome.result) : []);
}

function decidingKeys({ dependsOn, missingContext }: SimulationResult): readonly string[] {
  return [...new Set([...dependsOn.flatMap((each) => ('key' in each ? [each.key] : [])), ...missingContext])];
}

export function rememberRequests(session: Session, { requests }: RememberedRequestsParams): void {
  session.simulator.remember(requests);
  refreshLenses(session);
}

function isRequest(value: unknown): value is SimulationRequest {
  return typeof value === 'object' && value !== null && 'principal' in value && 'action' in value;
}

function invalid(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
