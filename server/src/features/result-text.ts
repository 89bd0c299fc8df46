import type {
  Assumption,
  DecidedBy,
  DecisionWord,
  Dependency,
  ElementResult,
  LayerName,
  LayerResult,
  SimulationResult,
  StatementResult,
  TextRange,
} from '../../../shared/decision';
import type { SimulationRequest } from '../../../shared/request';
import type { ResultLine, ResultPart, ResultRole } from '../../../shared/result-view';

/**
 * A result as lines for people: the answer, what decided it, what is missing, what it rests on, then each layer. Pure text with
 * roles; the editor makes a read-only document of it, the command line prints it.
 */
export function resultLines(result: SimulationResult, request: SimulationRequest): readonly ResultLine[] {
  // Of the hop that is denied everything stands above already.
  const decider = result.through.findIndex(
    ({ decision }) => decision === 'explicitDeny' || decision === 'implicitDeny',
  );
  const sections = [
    answerSection(result, request),
    chainSection(result, request),
    ...sectionsOf(result),
    ...result.units.flatMap((unit, index) => nested(partTitle(unit, `Part ${index + 1} of the call`), unit)),
    ...result.through.flatMap((hop, index) => hopSections(hop, index, index === decider)),
  ].filter((section) => section.length > 0);
  return sections.flatMap((section, index) => (index === 0 ? section : [[], ...section]));
}

/** The answer in a few words: `Allowed`, `Denied by SCP DenyLeaving`, `Assumed allowed`, `Depends on aws:SourceIp`. */
export function answerWords(result: SimulationResult): string {
  const words = decisionWords(result);
  if (result.certainty === 'certain') return words;
  if (result.certainty === 'assumed' && result.decision === 'depends') return `${words} (assumed)`;
  return `${result.certainty === 'assumed' ? 'Assumed' : 'Incomplete:'} ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** Who asks for what, as short as the request names it: `prod:role/app s3:GetObject`. */
export function requestWords(request: SimulationRequest): string {
  const hops = hopNames(request);
  const through = hops.length === 0 ? '' : ` through ${hops.join(', ')}`;
  return `${principalWords(request)}${through} ${request.action}`;
}

/** The names of layers for people, singular, without article. */
const LAYER_TITLES: { readonly [Layer in LayerName]: string } = {
  service: 'Service',
  serviceControlPolicy: 'SCP',
  resourceControlPolicy: 'RCP',
  vpcEndpointPolicy: 'VPC endpoint policy',
  resourcePolicy: 'Resource policy',
  trustPolicy: 'Trust policy',
  identityPolicy: 'Identity policy',
  permissionsBoundary: 'Permissions boundary',
  sessionPolicy: 'Session policy',
};

const DECISION_TITLES: { readonly [Word in DecisionWord]: string } = {
  allowed: 'allowed',
  explicitDeny: 'denied',
  implicitDeny: 'denied',
  depends: 'depends',
};

function decisionWords(result: SimulationResult): string {
  const [first] = result.decidedBy;
  switch (result.decision) {
    case 'allowed':
      return 'Allowed';
    case 'depends':
      return `Depends on ${dependsOnWords(result.dependsOn)}`;
    case 'explicitDeny':
      return first === undefined ? 'Denied' : `Denied by ${midSentence(first.layer)}${nameOf(first)}`;
    case 'implicitDeny':
      return first === undefined ? 'Denied' : `Denied: no Allow in ${midSentence(first.layer)}${levelWords(first.at)}`;
  }
}

function dependsOnWords(dependencies: readonly Dependency[]): string {
  const keys = dependencies.flatMap((each) => ('key' in each ? [each.key] : []));
  const [first] = keys;
  if (first === undefined) return 'the resource';
  return keys.length === 1 ? first : `${first} and ${keys.length - 1} more`;
}

function nameOf(decided: DecidedBy): string {
  const name = decided.sid ?? policyName(decided.policy);
  return name === undefined ? '' : ` ${name}`;
}

/** `policies/deny.json` → `deny`; the last part of an ARN or a pointer. */
function policyName(policy: string | null): string | undefined {
  if (policy === null) return undefined;
  const name = shortName(policy);
  return name.slice(name.lastIndexOf('/') + 1).replace(/\.jsonc?$/, '');
}

function midSentence(layer: LayerName): string {
  const title = LAYER_TITLES[layer];
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

function levelWords(at: string | null): string {
  return at === null ? '' : ` of ${at}`;
}

function principalWords({ principal }: SimulationRequest): string {
  if (typeof principal === 'string') return principal;
  const [kind, value] = Object.entries(principal)[0] ?? ['principal', ''];
  return kind === 'user' || kind === 'role' ? String(value) : `${kind} ${String(value)}`;
}

/** The roles of a chain, as the request names them. */
function hopNames({ through = [] }: SimulationRequest): readonly string[] {
  return through.map((hop) => (typeof hop === 'string' ? hop : hop.role));
}

function answerSection(result: SimulationResult, request: SimulationRequest): ResultLine[] {
  const resources = request.resources ?? (request.resource === undefined ? [] : [request.resource]);
  return [
    [part(answerWords(result), roleOf(result.decision, result.certainty === 'certain'))],
    [part(withoutVerdict(result.headline), 'plain')],
    [],
    field('Principal', principalWords(request)),
    ...hopNames(request).map((role) => field('Through', role)),
    field('Action', request.action),
    ...resources.map((resource) => field('Resource', resource)),
  ];
}

/** Each role session of the chain with its answer, before the layers of what decided. */
function chainSection(result: SimulationResult, request: SimulationRequest): ResultLine[] {
  const names = hopNames(request);
  return titled(
    'Role chain',
    result.through.map((hop, index) => [
      indent(),
      part(`${index + 1}. ${names[index] ?? ''}: `, 'plain'),
      part(answerWords(hop), roleOf(hop.decision, hop.certainty === 'certain')),
    ]),
  );
}

/** Where a hop has several parts, each of them says why; the hop itself then only how it ends. */
function hopSections(hop: SimulationResult, index: number, isAbove: boolean): ResultLine[][] {
  const title = `Role session ${index + 1}`;
  const [answer = [], ...details] = nested(partTitle(hop, title), hop);
  return [
    answer,
    ...(isAbove || hop.units.length > 0 ? [] : details),
    ...hop.units.flatMap((unit, at) => nested(partTitle(unit, `${title}, part ${at + 1}`), unit)),
  ];
}

function partTitle({ label }: SimulationResult, title: string): string {
  return label === undefined ? title : `${title}: ${label}`;
}

function nested(title: string, result: SimulationResult): ResultLine[][] {
  const answer = [
    heading(title),
    [indent(), part(answerWords(result), roleOf(result.decision, result.certainty === 'certain'))],
  ];
  return [[...answer, [indent(), part(withoutVerdict(result.headline), 'plain')]], ...sectionsOf(result)];
}

/** `Denied: no SCP allows it` → `No SCP allows it`: the verdict stands above in colour. A name of AWS's keeps its letters. */
function withoutVerdict(headline: string): string {
  const at = headline.indexOf(': ');
  const text = at === -1 ? headline : headline.slice(at + 2);
  const [firstWord = ''] = text.split(' ');
  return /[:.]/.test(firstWord) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function sectionsOf(result: SimulationResult): ResultLine[][] {
  return [
    titled('Decided by', result.decidedBy.map(decidedLine)),
    titled(
      'What is missing',
      result.missing.map(({ hint }) => [indent(), part(hint, 'plain')]),
    ),
    titled(
      'Not known',
      result.problems.map(({ message, uri, range }) => [
        indent(),
        { ...part(message, 'unsure'), ...targetOf(uri, range) },
      ]),
    ),
    titled('Assumed', result.assumptions.map(assumptionLine)),
    titled('Depends on', result.dependsOn.flatMap(dependencyLines)),
    titled(
      'Context keys without a value',
      result.missingContext.map((key) => [indent(), part(key, 'plain')]),
    ),
    titled(
      'Layers',
      result.layers.flatMap((layer) => layerLines(layer, isDeciding(layer, result))),
    ),
    titled('Context', Object.entries(result.context).map(contextLine)),
  ];
}

function titled(title: string, lines: readonly ResultLine[]): ResultLine[] {
  return lines.length === 0 ? [] : [heading(title), ...lines];
}

function decidedLine(decided: DecidedBy): ResultLine {
  const layer = part(`${LAYER_TITLES[decided.layer]}${levelWords(decided.at)}: `, 'plain');
  if (decided.statement === null && decided.policy === null) return [indent(), layer, part('no Allow', 'denied')];
  return [indent(), layer, statementPart(decided)];
}

function assumptionLine({ text, alternative, matters }: Assumption): ResultLine {
  if (!matters) return [indent(), part(text, 'plain'), part(' (does not matter here)', 'muted')];
  return [indent(), part(text, 'plain'), part(` Otherwise: ${DECISION_TITLES[alternative]}.`, 'unsure')];
}

function dependencyLines(dependency: Dependency): ResultLine[] {
  if (!('key' in dependency))
    return [[indent(), part(`${dependency.resource}: `, 'plain'), decisionPart(dependency.decision)]];
  return [
    [indent(), part(dependency.key, 'plain')],
    ...dependency.ways.map(({ value, decision }) => [
      indent(2),
      part(`${wayWords(value)}: `, 'plain'),
      decisionPart(decision),
    ]),
  ];
}

function wayWords(value: null | readonly string[] | 'other'): string {
  if (value === null) return 'absent';
  return value === 'other' ? 'any other value' : value.join(', ');
}

/** A layer without an Allow is no trouble where another one gives it. */
function isDeciding({ layer, at }: LayerResult, { decidedBy }: SimulationResult): boolean {
  return decidedBy.some((each) => each.layer === layer && each.at === at);
}

function layerLines(layer: LayerResult, decides: boolean): ResultLine[] {
  const title = part(`${LAYER_TITLES[layer.layer]}${levelWords(layer.at)}: `, 'plain');
  if (layer.outcome === 'notEvaluated')
    return [[indent(), title, part(`not evaluated${layer.why === undefined ? '' : `, ${layer.why}`}`, 'muted')]];
  const words = { allowed: 'allowed', explicitDeny: 'denied', implicitDeny: 'no Allow' }[layer.outcome];
  return [
    [indent(), title, part(words, decides || layer.outcome === 'explicitDeny' ? roleOf(layer.outcome, true) : 'plain')],
    ...layer.statements.flatMap((statement) => statementLines(statement)),
  ];
}

function statementLines(statement: StatementResult): ResultLine[] {
  const reasons = statement.matched ? [] : statement.because.filter(({ matched }) => !matched);
  const isAboutOther = reasons.some(({ element }) => element === 'Action' || element === 'NotAction');
  const words = statement.matched ? ' applies' : isAboutOther ? ' is about other actions' : ' does not apply';
  return [
    [indent(2), part(`${statement.effect ?? 'No effect'} `, 'plain'), statementPart(statement), part(words, 'muted')],
    // Of a statement about other actions nobody wants to know what else does not fit.
    ...(isAboutOther ? [] : reasons.map((reason) => reasonLine(reason, statement.uri))),
  ];
}

function reasonLine(reason: ElementResult, uri: string | undefined): ResultLine {
  return [
    indent(3),
    { ...part(reason.element, 'place'), ...targetOf(uri, reason.range) },
    part(` ${reasonWords(reason)}`, 'muted'),
  ];
}

function reasonWords(reason: ElementResult): string {
  if (reason.element !== 'Condition')
    return reason.entry === undefined ? 'does not match' : `${reason.resolved ?? reason.entry} does not match`;
  const wanted = reason.expected === undefined ? '' : ` wants ${reason.expected.join(' or ')}`;
  return `${reason.operator ?? ''} ${reason.key ?? ''}${wanted}, ${actualWords(reason.actual)}`.trim();
}

function actualWords(actual: ElementResult['actual']): string {
  if (actual === null || actual === undefined) return 'and the key is absent';
  return `and the request has ${typeof actual === 'string' ? actual : actual.join(', ')}`;
}

function contextLine([key, { value, from }]: [
  string,
  { value: string | readonly string[] | null; from: string },
]): ResultLine {
  const text = value === null ? 'absent' : typeof value === 'string' ? value : `[${value.join(', ')}]`;
  return [indent(), part(`${key} = ${text}`, 'plain'), part(` (${from})`, 'muted')];
}

type Placed = Pick<DecidedBy, 'policy' | 'statement' | 'sid' | 'uri' | 'range'>;

function statementPart(placed: Placed): ResultPart {
  const statement = placed.sid ?? (placed.statement === null ? undefined : `statement ${placed.statement + 1}`);
  const line = placed.range === undefined ? '' : `:${placed.range.start.line + 1}`;
  const policy = placed.policy === null ? undefined : `${shortName(placed.policy)}${line}`;
  const text = [statement, policy].filter((word) => word !== undefined).join(' in ');
  return { ...part(text, 'place'), ...targetOf(placed.uri, placed.range) };
}

/** The name in the ARN of a policy of AWS's own; a path as it is. */
function shortName(policy: string): string {
  return policy.startsWith('arn:') ? policy.slice(policy.lastIndexOf('/') + 1).replace(/^p-(?=[A-Z])/, '') : policy;
}

function targetOf(uri: string | null | undefined, range: TextRange | null | undefined): Pick<ResultPart, 'target'> {
  if (uri === null || uri === undefined) return {};
  const start = { line: 0, character: 0 };
  return { target: { uri, range: range ?? { start, end: start } } };
}

function decisionPart(decision: DecisionWord): ResultPart {
  return part(DECISION_TITLES[decision], roleOf(decision, true));
}

function roleOf(decision: DecisionWord, isCertain: boolean): ResultRole {
  if (decision === 'depends') return 'unsure';
  if (decision !== 'allowed') return 'denied';
  return isCertain ? 'allowed' : 'unsure';
}

function field(name: string, value: string): ResultLine {
  return [indent(), part(name.padEnd(11), 'muted'), part(value, 'plain')];
}

function heading(title: string): ResultLine {
  return [part(title, 'heading')];
}

function indent(depth = 1): ResultPart {
  return part('  '.repeat(depth), 'plain');
}

function part(text: string, role: ResultRole): ResultPart {
  return { text, role };
}
