/**
 * Reads a fixture: one text that is a whole test. Prose first, then files (`-- name --`) with a caret, a selection and
 * marks under the lines, then expectations (`== verb arguments ==`). The notation is in docs/decisions/003-checks.md.
 */

export interface Fixture {
  /** What the fixture proves. */
  readonly description: string;
  /** Codes after `ignore:` in the description. */
  readonly ignore: readonly string[];
  readonly files: readonly FixtureFile[];
  readonly expectations: readonly Expectation[];
}

export interface MarkedText {
  /** Without caret, selection and marks. */
  readonly text: string;
  readonly caret: number | undefined;
  readonly selection: Span | undefined;
  readonly marks: readonly Mark[];
  // Ranges written as `/*a{*/ … /*}a*/`, by name.
  readonly named: ReadonlyMap<string, Span>;
}

export interface FixtureFile extends MarkedText {
  readonly name: string;
}

/** Offsets in the clean text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Mark extends Span {
  readonly code: string;
  readonly severity: string | undefined;
  readonly isUnused: boolean;
  /** `+fix`: one is offered; `+fix!`: a safe one. Undefined: nothing is said about fixes. */
  readonly fix: 'offered' | 'safe' | undefined;
  readonly message: string | undefined;
  /** `=> [file:]line text`, lines from 1 in the clean text. */
  readonly related: readonly RelatedMark[];
}

export interface RelatedMark {
  readonly file: string | undefined;
  readonly line: number;
  readonly text: string;
}

export interface Expectation {
  readonly verb: string;
  /** What stands behind the verb. */
  readonly args: string;
  /** The lines below; `readMarked` takes a caret out of them. */
  readonly text: string;
}

/** A fixture that breaks the notation throws: it is a mistake of the test's author. */
export function readFixture(source: string): Fixture {
  const { head, sections } = splitSections(source);
  const caret = /^caret:\s*(\S+)\s*$/m.exec(head)?.[1] ?? '|';
  const ignore = /^ignore:(.*)$/m.exec(head)?.[1] ?? '';
  const files: FixtureFile[] = [];
  const expectations: Expectation[] = [];
  for (const { kind, title, text } of sections) {
    if (kind === 'file') files.push({ name: title, ...readMarked(text, caret) });
    else expectations.push({ verb: title.split(' ', 1)[0] ?? '', args: title.replace(/^\S+\s*/, ''), text });
  }
  const description = head.replace(/^(ignore|caret):.*$/gm, '').trim();
  return { description, ignore: wordsOf(ignore), files: withNamedMarks(files, expectations), expectations };
}

/** One text with caret, selection, named ranges and mark lines. */
export function readMarked(source: string, caret = '|'): MarkedText {
  const clean: string[] = [];
  const marks: Mark[] = [];
  const found: Placeholder[] = [];
  let lineStart = 0;
  let current: { start: number; columns: readonly number[]; written: string } | undefined;
  for (const line of source.split('\n')) {
    const mark = markLine(line);
    if (mark === undefined) {
      const { text, columns, placeholders } = cleanLine(line, caret);
      found.push(...placeholders.map(({ kind, offset }) => ({ kind, offset: lineStart + offset })));
      current = { start: lineStart, columns, written: line };
      clean.push(text);
      lineStart += text.length + 1;
    } else {
      if (current === undefined) throw new Error(`No line above the mark: ${line}`);
      if (`${current.written}${line}`.includes('\t')) throw new Error(`Tabs have no width to mark: ${line}`);
      const { start, columns } = current;
      // One column behind the line is its line end.
      const at = (column: number) => start + (columns[column] ?? columns.at(-1)! + Number(column === columns.length));
      marks.push({ start: at(mark.from), end: at(mark.to), ...readMarkText(mark.rest) });
    }
  }
  return { text: clean.join('\n'), marks, ...placesOf(found) };
}

/** A text as a fixture would show it: what a failing test prints, ready to paste. */
export function writeMarked(text: string, marks: readonly (Span & { readonly label: string })[]): string {
  const lines: string[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push(line);
    for (const mark of marks) {
      if (mark.start < start || mark.start > start + line.length) continue;
      const length = Math.min(mark.end, start + line.length) - mark.start;
      const sign = mark.start === mark.end ? '^' : '~'.repeat(Math.max(1, length));
      lines.push(`${' '.repeat(mark.start - start)}${sign} ${mark.label}`);
    }
    start += line.length + 1;
  }
  return lines.join('\n');
}

interface Placeholder {
  readonly kind: string;
  readonly offset: number;
}

function splitSections(source: string) {
  const head: string[] = [];
  const sections: { kind: 'file' | 'expectation'; title: string; lines: string[] }[] = [];
  for (const line of source.replaceAll('\r\n', '\n').split('\n')) {
    const file = /^-- (\S.*?) --$/.exec(line)?.[1];
    const expectation = /^== (\S.*?) ==$/.exec(line)?.[1];
    if (file !== undefined) sections.push({ kind: 'file', title: file, lines: [] });
    else if (expectation !== undefined) sections.push({ kind: 'expectation', title: expectation, lines: [] });
    else (sections.at(-1)?.lines ?? head).push(line);
  }
  const withText = sections.map(({ kind, title, lines }) => ({ kind, title, text: lines.join('\n').trimEnd() }));
  return { head: head.join('\n').trim(), sections: withText };
}

/** Spaces, perhaps a comment sign, then `~~~` or `^`, then the mark's text. */
function markLine(line: string): { from: number; to: number; rest: string } | undefined {
  const match = /^([ \t]*(?:(?:\/\/|#) *)?)(~+|\^)(?: +(.*))?$/.exec(line);
  if (match === null) return undefined;
  const [, before = '', sign = '', rest = ''] = match;
  return { from: before.length, to: sign === '^' ? before.length : before.length + sign.length, rest: rest.trim() };
}

const MARK = /^([\w-]+)(?: \[(\w+)\])?(?: (\(unused\)))?(?: (\+fix!?))?((?: => \S+ [^=:]*?)*)(?:: (.*))?$/;

function readMarkText(rest: string): Omit<Mark, 'start' | 'end'> {
  const match = MARK.exec(rest);
  if (match === null) throw new Error(`Not a mark: ${rest}`);
  const [, code = '', severity, unused, fix, related = '', message] = match;
  return {
    code,
    severity,
    isUnused: unused !== undefined,
    fix: fix === undefined ? undefined : fix === '+fix!' ? 'safe' : 'offered',
    message,
    related: related.split(' => ').slice(1).map(readRelated),
  };
}

function readRelated(source: string): RelatedMark {
  const match = /^(?:(.+):)?(\d+) (.*)$/.exec(source);
  if (match === null) throw new Error(`Not a related place: ${source}`);
  return { file: match[1], line: Number(match[2]), text: match[3]?.trim() ?? '' };
}

/** The line without its signs; `columns` leads from a column as written to the column in the clean line. */
function cleanLine(line: string, caret: string) {
  const placeholders: Placeholder[] = [];
  const columns: number[] = [];
  let text = '';
  for (let at = 0; at < line.length; ) {
    const name = /^\/\*(?:\w+\{|\}\w+)\*\//.exec(line.slice(at, at + 40))?.[0];
    const sign = name ?? (line.startsWith(caret, at) ? caret : '«»'.includes(line[at]!) ? line[at]! : undefined);
    const width = sign?.length ?? 1;
    for (let step = 0; step < width; step += 1) columns.push(text.length);
    if (sign === undefined) text += line[at];
    else placeholders.push({ kind: name === undefined && sign === caret ? 'caret' : sign, offset: text.length });
    at += width;
  }
  columns.push(text.length);
  return { text, columns, placeholders };
}

function placesOf(found: readonly Placeholder[]): Pick<MarkedText, 'caret' | 'selection' | 'named'> {
  const offsets = (kind: string) => found.filter((each) => each.kind === kind).map((each) => each.offset);
  const carets = offsets('caret');
  if (carets.length > 1) throw new Error('A file has one caret at most.');
  const [from, to] = [offsets('«')[0], offsets('»')[0]];
  const named = new Map<string, Span>();
  for (const { kind, offset } of found) {
    const name = /^\/\*(\w+)\{\*\/$/.exec(kind)?.[1];
    if (name !== undefined) named.set(name, { start: offset, end: offsets(`/*}${name}*/`)[0] ?? offset });
  }
  const selection = from === undefined || to === undefined ? undefined : { start: from, end: to };
  return { caret: carets[0], selection, named };
}

/** `== marks ==` gives codes to the named ranges. */
function withNamedMarks(files: readonly FixtureFile[], expectations: readonly Expectation[]): readonly FixtureFile[] {
  const lines = expectations.filter(({ verb }) => verb === 'marks').flatMap(({ text }) => text.split('\n'));
  if (lines.length === 0) return files;
  return files.map((file) => {
    const marks = lines.flatMap((line) => {
      const [name = '', rest = ''] = [line.split(' ', 1)[0], line.replace(/^\S+\s*/, '')];
      const span = file.named.get(name);
      return span === undefined ? [] : [{ ...span, ...readMarkText(rest) }];
    });
    return { ...file, marks: [...file.marks, ...marks] };
  });
}

function wordsOf(list: string): readonly string[] {
  return list.split(/[\s,]+/).filter((word) => word !== '');
}
