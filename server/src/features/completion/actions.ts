import { type ArnPattern, compileArnPattern } from '../../catalog/arn-template';
import type { Action, Catalog, Service, ServiceSummary } from '../../catalog/catalog';
import { typeMatches } from '../../catalog/resource-types';
import { rcpServices } from '../../catalog/tables/service-support';
import type { PolicyDocument, PolicyType, Statement } from '../../policy/document';
import { levelWord } from '../access-levels';
import type { PolicyContext } from '../answers';
import type { Caret, Place } from '../caret';
import { isTrustOnly, trustActions } from '../trust-actions';
import { type Offer, type Offers, wordOffer } from './offer';

type ActionCaret = Caret & { readonly place: Extract<Place, { readonly kind: 'elementValue' }> };

/** Wildcards are offered for so many beginnings of names at most. */
const MAX_WILDCARDS = 40;
/** Entries of a list, and statements, beyond these say nothing new. */
const MAX_ENTRIES = 20;
const MAX_STATEMENTS = 30;

/** Services first, the actions of one behind its colon; in a trust policy only what a trust policy can grant. */
export function actionOffers(caret: ActionCaret, context: PolicyContext): Offers {
  const { slot, place } = caret;
  if (isTrustOnly(context.types)) return { offers: trustOffers(place.statement, context.catalog, slot.text) };
  const colon = slot.typed.indexOf(':');
  if (colon < 0) return { offers: serviceOffers(place, context) };
  const service = context.catalog.service(slot.typed.slice(0, colon));
  return { offers: service === undefined ? [] : offersOf(service, place.statement, slot.text) };
}

function trustOffers(statement: Statement, catalog: Catalog, written: string): readonly Offer[] {
  const listed = listedActions(statement, written);
  const actions = trustActions(statement).flatMap((name) => catalog.action(name) ?? []);
  const isListed = ({ fullName }: Action) => Number(listed.has(fullName.toLowerCase()));
  return actions.sort((left, right) => isListed(left) - isListed(right)).map(actionOffer);
}

/** Those that the policy already names first, then the documented ones. */
function serviceOffers(place: ActionCaret['place'], context: PolicyContext): readonly Offer[] {
  const { catalog, site, types } = context;
  const used = usedServices(site.document, place.statement);
  const fitting = catalog.services.filter(({ prefix }) => isServiceFor(prefix, types));
  const rank = ({ prefix, undocumented }: ServiceSummary) => (used.has(prefix) ? 0 : undocumented ? 2 : 1);
  const sorted = fitting.toSorted((left, right) => rank(left) - rank(right));
  const services = sorted.map(serviceOffer);
  // An RCP refuses the bare star (Organizations User Guide, RCP syntax).
  if (types.every((type) => type === 'rcp')) return services;
  return [...services, wordOffer('*', 'value', { detail: 'all actions', data: { kind: 'wildcard', pattern: '*' } })];
}

/** Resource control policies reach some services only. */
function isServiceFor(prefix: string, types: readonly PolicyType[]): boolean {
  return types.some((type) => type !== 'rcp') || rcpServices.includes(prefix);
}

function serviceOffer({ prefix, name }: ServiceSummary): Offer {
  const label = `${prefix}:`;
  return { label, kind: 'module', detail: name, parts: [label], retrigger: true, data: { kind: 'service', prefix } };
}

/** Prefixes in the statement's resources and in the policy's actions, its own first, as far as they are looked at. */
function usedServices(document: PolicyDocument, statement: Statement): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { text } of statement.resource?.entries.slice(0, MAX_ENTRIES) ?? []) used.add(text.split(':', 3)[2] ?? '');
  for (const { action } of [statement, ...document.statements.slice(0, MAX_STATEMENTS)]) {
    for (const { text } of action?.entries.slice(0, MAX_ENTRIES) ?? []) used.add(prefixOf(text));
  }
  return used;
}

function prefixOf(text: string): string {
  return text.slice(0, Math.max(0, text.indexOf(':'))).toLowerCase();
}

type Fit = 'fits' | 'other' | 'listed';

/** The actions of a service that fit the statement's resources, then wildcards, the other actions, and those listed already. */
function offersOf(service: Service, statement: Statement, written: string): readonly Offer[] {
  const listed = listedActions(statement, written);
  const fits = resourceTest(service, statement);
  const fitOf = (action: Action): Fit => {
    if (listed.has(action.fullName.toLowerCase())) return 'listed';
    return fits(action) ? 'fits' : 'other';
  };
  const fitted = service.actions.map((action) => ({ action, fit: fitOf(action) }));
  const offers = (wanted: Fit) => fitted.filter(({ fit }) => fit === wanted).map(({ action }) => actionOffer(action));
  const wildcards = wildcardOffers(service).filter(({ label }) => !listed.has(label.toLowerCase()));
  return [...offers('fits'), ...wildcards, ...offers('other'), ...offers('listed')];
}

function listedActions(statement: Statement, written: string): ReadonlySet<string> {
  const texts = (statement.action?.entries ?? []).map(({ text }) => text.toLowerCase());
  return new Set(texts.filter((text) => text !== written.toLowerCase()));
}

/** Can the action work on one of the statement's resources? Yes, where these say nothing. */
function resourceTest(service: Service, statement: Statement): (action: Action) => boolean {
  const { resource } = statement;
  const entries = (resource?.entries ?? []).slice(0, MAX_ENTRIES).map(({ text }) => text);
  if (resource === undefined || resource.isNegated || entries.length === 0 || entries.includes('*')) return () => true;
  const patterns = entries.filter((text) => text.startsWith('arn:')).map(compileArnPattern);
  if (patterns.length === 0) return () => true;
  const names = matchingTypes(service, patterns);
  return (action) => action.resourceTypes.some(({ name }) => names.has(name));
}

function matchingTypes(service: Service, patterns: readonly ArnPattern[]): ReadonlySet<string> {
  const types = service.resourceTypes.filter((type) => patterns.some((pattern) => typeMatches(type, pattern)));
  return new Set(types.map(({ name }) => name));
}

function actionOffer(action: Action): Offer {
  return {
    label: action.fullName,
    kind: 'function',
    detail: levelWord(action),
    parts: [action.fullName],
    data: { kind: 'action', action: action.fullName },
  };
}

/** `s3:*`, and the beginnings of one or two words that several actions share: `s3:Get*`, `s3:GetObject*`. */
function wildcardOffers(service: Service): readonly Offer[] {
  const counts = new Map<string, number>();
  for (const { name } of service.actions) {
    for (const start of startsOf(name)) counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  const shared = [...counts].filter(([, count]) => count > 1).sort((left, right) => right[1] - left[1]);
  const all = wildcardOffer(`${service.prefix}:*`, service.actionCount);
  return [
    all,
    ...shared.slice(0, MAX_WILDCARDS).map(([start, count]) => wildcardOffer(`${service.prefix}:${start}*`, count)),
  ];
}

/** `GetObjectAcl` → `Get`, `GetObject`. */
function startsOf(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [];
  const [first, second] = words;
  if (first === undefined || second === undefined) return [];
  return words.length > 2 ? [first, first + second] : [first];
}

function wildcardOffer(pattern: string, count: number): Offer {
  const detail = count === 1 ? '1 action' : `${count} actions`;
  return { label: pattern, kind: 'value', detail, parts: [pattern], data: { kind: 'wildcard', pattern } };
}
