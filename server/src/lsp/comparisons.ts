import type {
  ComparisonBase,
  ComparisonParams,
  HeadAnswer,
  HeadTextParams,
  PolicyChange,
} from '../../../shared/comparison';
import { HEAD_TEXT_REQUEST } from '../../../shared/comparison';
import type { ResultLine } from '../../../shared/result-view';
import type { KnownChanges } from '../features/comparison/lens';
import { comparisonLines } from '../features/comparison/text';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import type { Analysis } from '../workspace/analysis';
import { isOwnFile } from '../workspace/analysis';
import { isBroken } from '../workspace/compare';
import type { FileVersion } from '../workspace/file-versions';
import type { CompareTask } from '../workspace/proof-task';
import { normalUri } from '../workspace/uri';
import { guardCall } from './guard';
import { refreshLenses } from './publish';
import { analysisOf, type Session } from './session';

/** While somebody types, in milliseconds for each direction of each policy. */
const TYPING_MS = 100;
/** After saving and opening, and where typing's budget was too small. */
const SAVED_MS = 1_000;
/** Somebody waits for the page. */
const ASKED_MS = 30_000;

export const BASES: readonly ComparisonBase[] = ['saved', 'head'];

/** When typing rests, what the document changes is worked out on another thread; the lenses then say so. */
export function scheduleComparison(session: Session, uri: string): void {
  if (session.prover() === undefined || isOwnFile(uri)) return;
  session.schedule.atRest(
    `compare ${uri}`,
    guardCall('compare', () => compareDocument(session, uri, TYPING_MS), session.log),
  );
}

/** At once: somebody has opened or saved the document. */
export function compareSoon(session: Session, uri: string): void {
  if (session.prover() === undefined || isOwnFile(uri)) return;
  const document = session.documents.get(uri);
  if (document !== undefined && !LOCAL_OR_NEW.test(uri)) session.comparisons.saved.set(normalUri(uri), document.text);
  session.schedule.soon(
    `compare ${uri}`,
    guardCall('compare', () => compareDocument(session, uri, SAVED_MS), session.log),
  );
}

/** Files of this machine can be read at any time, and an untitled document has no saved text. */
const LOCAL_OR_NEW = /^(file|untitled):/i;

/** There may be another last commit. */
export function headChanged(session: Session): void {
  session.comparisons.heads.clear();
  for (const { uri } of session.documents.all()) scheduleComparison(session, uri);
}

export function forgetComparison({ comparisons, schedule }: Session, uri: string): void {
  comparisons.changes.delete(normalUri(uri));
  comparisons.heads.delete(normalUri(uri));
  comparisons.saved.delete(normalUri(uri));
  schedule.cancel(`compare ${uri}`);
}

async function compareDocument(session: Session, uri: string, milliseconds: number): Promise<void> {
  const analysis = await analysisOf(session, uri);
  const tree = analysis?.tree();
  // Of a broken text nothing new is said: the last answer stays.
  if (analysis === undefined || tree === undefined || isBroken(tree) || analysis.sites().length === 0) return;
  const texts = await baseTexts(session, uri);
  const isSame = texts.saved !== undefined && texts.saved.text === texts.head?.text;
  const wanted = isSame ? { saved: texts.saved, head: undefined } : texts;
  doubtOldBases(session, uri, wanted);
  await Promise.all(BASES.map((base) => compareWith(session, analysis, { base, text: wanted[base], milliseconds })));
}

/** What was said against an earlier text of a base, say before saving, is not shown as if it held for the new one. */
function doubtOldBases({ comparisons }: Session, uri: string, texts: BaseTexts): void {
  const key = normalUri(uri);
  const known = comparisons.changes.get(key);
  if (known === undefined) return;
  const doubted = BASES.map((base) => {
    const [before, now] = [known[base], texts[base]];
    const isOld = before !== undefined && now !== undefined && before.baseText !== now.text;
    return [base, isOld ? { ...before, baseText: now.text, isPartial: true } : before] as const;
  });
  comparisons.changes.set(key, Object.fromEntries(doubted));
}

interface BaseText {
  readonly text: string;
  readonly renamedFrom: string | null;
}

type BaseTexts = { readonly [Base in ComparisonBase]: BaseText | undefined };

async function baseTexts(session: Session, uri: string): Promise<BaseTexts> {
  const [read, head] = await Promise.all([session.files.read(uri, DEFAULT_MAX_FILE_BYTES), headOf(session, uri)]);
  const saved = read.ok ? read.text : session.comparisons.saved.get(normalUri(uri));
  return {
    saved: saved === undefined ? undefined : { text: saved, renamedFrom: null },
    head: head.ok ? head : undefined,
  };
}

/** From the client where it can tell (it knows repositories that are not on this machine), else from git. */
function headOf({ comparisons, abilities, connection, headText }: Session, uri: string): Promise<HeadAnswer> {
  const known = comparisons.heads.get(normalUri(uri));
  if (known !== undefined) return known;
  const asked = abilities.headTexts
    ? connection.sendRequest<HeadAnswer>(HEAD_TEXT_REQUEST, { uri } satisfies HeadTextParams)
    : (headText?.(uri) ?? Promise.resolve(NO_HEAD));
  const answer = asked
    .catch((): HeadAnswer => NO_HEAD)
    .then((head) => {
      // A repository may be made, and a file committed, at any time.
      if (!head.ok) comparisons.heads.delete(normalUri(uri));
      return head;
    });
  comparisons.heads.set(normalUri(uri), answer);
  return answer;
}

const NO_HEAD: HeadAnswer = { ok: false, message: 'git cannot be asked here' };

interface Asked {
  readonly base: ComparisonBase;
  readonly text: BaseText | undefined;
  readonly milliseconds: number;
}

async function compareWith(session: Session, analysis: Analysis, { base, text, milliseconds }: Asked): Promise<void> {
  const { document } = analysis;
  if (text === undefined || text.text === document.text) return keep(session, analysis, base, undefined);
  const changes = await changesFor(session, analysis, { base, text, milliseconds, asker: 'lens' });
  if (changes === undefined) return;
  const isPartial =
    milliseconds < SAVED_MS && changes.some(({ reasons }) => reasons.some(({ code }) => code === 'budget'));
  const { text: baseText, renamedFrom } = text;
  keep(session, analysis, base, { baseText, renamedFrom, version: document.version, changes, isPartial });
  if (isPartial) await compareWith(session, analysis, { base, text, milliseconds: SAVED_MS });
}

function changesFor(
  session: Session,
  analysis: Analysis,
  {
    base,
    text: { text },
    milliseconds,
    asker,
  }: Asked & { readonly text: BaseText; readonly asker: CompareTask['asker'] },
): Promise<readonly PolicyChange[] | undefined> {
  const { uri } = analysis.document;
  const next = versionOf(analysis, analysis.document.text);
  const versions = { old: versionOf(analysis, text), new: next };
  return session.prover()?.compare({ uri, base, asker, versions, milliseconds }) ?? Promise.resolve(undefined);
}

function versionOf(analysis: Analysis, text: string): FileVersion {
  const { uri, languageId } = analysis.document;
  const types = analysis.sites().map(({ site, decisions }) => [site.pointer, decisions[0].type] as const);
  return { uri, languageId, text, isMeant: analysis.facts.typeSetting !== undefined, types: Object.fromEntries(types) };
}

/** An answer about an older version than the one that is open now is of no use. */
function keep(session: Session, { document }: Analysis, base: ComparisonBase, known: KnownChanges | undefined): void {
  if (session.documents.get(document.uri)?.version !== document.version) return;
  const key = normalUri(document.uri);
  const before = session.comparisons.changes.get(key);
  if (before?.[base] === known) return;
  session.comparisons.changes.set(key, { ...before, [base]: known });
  refreshLenses(session);
}

/** The page about one policy, or about all of a document. */
export async function comparisonPage(
  session: Session,
  { uri, pointer, base }: ComparisonParams,
): Promise<readonly ResultLine[]> {
  const analysis = await analysisOf(session, uri);
  if (analysis === undefined) return [[{ text: 'The file is not open, or holds no policy.', role: 'plain' }]];
  session.comparisons.heads.delete(normalUri(uri));
  const text = (await baseTexts(session, uri))[base];
  if (text === undefined) return nothingToCompare(base, await headOf(session, uri));
  const changes = await changesFor(session, analysis, { base, text, milliseconds: ASKED_MS, asker: 'page' });
  if (changes === undefined) return [[{ text: 'The comparison was interrupted: ask again.', role: 'unsure' }]];
  const shown = changes.filter((change) => (pointer === undefined ? isDifferent(change) : change.pointer === pointer));
  if (shown.length === 0)
    return [[{ text: `Nothing that the policies say differs from ${baseName(base, text)}.`, role: 'allowed' }]];
  return shown.flatMap((change, index) => [...(index === 0 ? [] : [[], []]), ...pageOf(change, { uri, base, text })]);
}

function isDifferent({ verdict, gained, lost }: PolicyChange): boolean {
  return verdict !== 'none' || gained.length + lost.length > 0;
}

function pageOf(
  change: PolicyChange,
  { uri, base, text }: { readonly uri: string; readonly base: ComparisonBase; readonly text: BaseText },
): readonly ResultLine[] {
  const name = baseName(base, text);
  const lines = comparisonLines(change, {
    base: name,
    placeOf: ({ range, version }) => `line ${range.start.line + 1}${version === 'old' ? ` of ${name}` : ''}`,
    opensOld: false,
    at: { uri, pointer: change.pointer },
  });
  return change.pointer === '' ? lines : [[{ text: change.pointer, role: 'heading' }], ...lines];
}

function baseName(base: ComparisonBase, { renamedFrom }: BaseText): string {
  if (base === 'saved') return 'the saved file';
  return renamedFrom === null ? 'HEAD' : `HEAD (there ${renamedFrom})`;
}

function nothingToCompare(base: ComparisonBase, head: HeadAnswer): readonly ResultLine[] {
  const why = base === 'head' && !head.ok ? head.message : 'the file has not been saved yet';
  return [
    [
      {
        text: base === 'head' ? 'There is nothing in HEAD to compare with' : 'There is nothing to compare with',
        role: 'unsure',
      },
    ],
    [{ text: `${why.charAt(0).toUpperCase()}${why.slice(1)}.`, role: 'plain' }],
  ];
}
