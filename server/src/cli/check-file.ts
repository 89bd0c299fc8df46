import type { TextRange } from '../../../shared/decision';
import { NO_TIME, UNLIMITED } from '../checks/proof-limits';
import { areSafe } from '../checks/proven-fixes';
import { finished } from '../checks/steps';
import { findPolicies, type PolicySite, siteRange, siteText } from '../policy/find';
import { decideTypes } from '../policy/kind';
import { jsonValueOf } from '../syntax/edits';
import { parseJson } from '../syntax/json';
import { positionRange } from '../syntax/lines';
import type { Range, SyntaxErrorCode, Tree } from '../syntax/tree';
import {
  type Analysis,
  allowsComments,
  analyse,
  type Checker,
  type FileFacts,
  type SiteFinding,
  type TypedSite,
} from '../workspace/analysis';
import type { ProofsOf } from '../workspace/safe-fixes';
import type { DocumentText } from '../workspace/text';
import type { ReportedFinding } from './reported-finding';

/** A file whose policies are to be checked. */
export interface CheckedFile {
  readonly document: DocumentText;
  /** As findings name it. */
  readonly file: string;
  /** The user wrote this very file: with a type given, it is a policy whatever it looks like. */
  readonly isNamed: boolean;
  readonly facts: FileFacts;
  /** Findings say which statement they are about. */
  readonly namesStatements: boolean;
  /** False: no fix is called safe that would have to be proven. */
  readonly proofs: boolean;
}

export interface FileFindings {
  readonly findings: readonly ReportedFinding[];
  readonly policies: number;
  readonly suppressions?: SuppressionUse;
}

/** Which entries of its configuration a file has used: each by its place in the configuration's text. */
export interface SuppressionUse {
  /** URI. */
  readonly configuration: string;
  readonly used: readonly number[];
}

/** Checks all policies of a file. A text that is no JSON is a finding too, if it could have held a policy. */
export function checkFile(checked: CheckedFile, checker: Checker): FileFindings {
  const { document, facts } = checked;
  const tree = parseJson(document.text, { comments: allowsComments(document) });
  const sites = policiesIn(tree, checked);
  const analysis = analyse(document, { tree, sites }, facts, checker);
  const proofsOf = proofsReader(checked, checker);
  const findings = analysis.findings().map((found) => reported(checked, found, proofsOf));
  const broken = findings.some(({ code }) => code === SYNTAX_CODE) ? [] : brokenText(checked, tree, checker);
  const policies = analysis.sites().length;
  const isGoverned = policies > 0 && facts.configuration !== undefined;
  return { findings: [...findings, ...broken], policies, ...(isGoverned ? suppressionUse(analysis) : {}) };
}

/** One for each policy, so that its fixes share what is worked out for them. */
function proofsReader({ proofs }: CheckedFile, checker: Checker): ProofsOf {
  const known = new Map<TypedSite, ReturnType<ProofsOf>>();
  return (typed) => {
    const found = known.get(typed) ?? checker.proofs(typed, proofs ? UNLIMITED : NO_TIME);
    known.set(typed, found);
    return found;
  };
}

function suppressionUse({ facts, usedSuppressions }: Analysis): Pick<FileFindings, 'suppressions'> {
  if (facts.configuration === undefined) return {};
  const used = [...usedSuppressions()].map(({ range }) => range.start);
  return { suppressions: { configuration: facts.configuration, used } };
}

const SYNTAX_CODE = 'json-syntax';

function policiesIn(tree: Tree, { isNamed, facts }: CheckedFile): readonly PolicySite[] {
  const found = findPolicies(tree);
  const isMeant = facts.typeSetting !== undefined && isNamed;
  return found.length === 0 && isMeant ? findPolicies(tree, { wholeFile: true }) : found;
}

/** Many files named `.json` hold comments and trailing commas; that alone makes no broken file. */
const HARMLESS: ReadonlySet<SyntaxErrorCode> = new Set<SyntaxErrorCode>(['comment', 'comma-trailing', 'empty']);

/** Syntax errors outside of all policies that were found: the break may be what hides one. */
function brokenText(checked: CheckedFile, tree: Tree, checker: Checker): readonly ReportedFinding[] {
  if (tree.problems.every(({ code }) => HARMLESS.has(code))) return [];
  if (!checked.isNamed && !/"Statement"|PolicyDocument/.test(checked.document.text)) return [];
  const [site] = findPolicies(tree, { wholeFile: true });
  if (site === undefined) return [];
  const typed = { site, decisions: decideTypes(site, {}) };
  const found = finished(checker.check(typed, checked.facts, checked.document))
    .filter(({ code }) => code === SYNTAX_CODE)
    .map((finding) => ({ typed, finding }));
  return checker
    .settle(found, { tree, sites: [site] }, checked.facts, checked.document, true)
    .findings.filter(({ finding }) => finding.code === SYNTAX_CODE)
    .map((each) => ({ ...reported(checked, each, () => []), policyType: null }));
}

function reported(
  { document, file, namesStatements }: CheckedFile,
  { typed, finding }: SiteFinding,
  proofsOf: ProofsOf,
): ReportedFinding {
  const site = typed?.site;
  const place = (range: Range): TextRange =>
    positionRange(document.lines, site === undefined ? range : siteRange(site, range));
  const range = place(finding.range);
  return {
    file,
    code: finding.code,
    severity: finding.severity,
    messageId: finding.messageId,
    message: finding.message,
    range,
    policyType: finding.policyType ?? null,
    pointer: site?.pointer ?? '',
    statement: namesStatements && site !== undefined ? statementOf(site, finding.range) : null,
    related: finding.related.map((each) => ({ range: place(each.range), message: each.message })),
    fixes: finding.fixes.map((fix) => ({
      title: fix.title,
      safe: fix.isSafe && areSafe([fix], typed === undefined ? [] : proofsOf(typed)),
      edits: fix.edits.map((edit) => ({
        range: place(edit.range),
        newText: site === undefined ? edit.newText : siteText(site, edit.newText),
      })),
    })),
    line: lineAt(document, range.start.line),
  };
}

function statementOf({ document }: PolicySite, { start, end }: Range): string | null {
  const found = document.statements.find(({ node }) => node.start <= start && end <= node.end);
  return found === undefined ? null : (found.sid ?? JSON.stringify(jsonValueOf(found.node)));
}

/** A line of a text without its end. It is asked for each finding, and a line may be the whole of a large file: nothing walks it. */
export function lineAt({ text, lines }: DocumentText, line: number): string {
  const start = lines[line] ?? text.length;
  let end = lines[line + 1] ?? text.length;
  while (end > start && isLineEnd(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
