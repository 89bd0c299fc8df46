/** The one place that decides which text an accepted item replaces and how it is written: range, quotes, colon and commas. */
import { offsetIn, type Range } from '../../syntax/tree';
import type { CompletionItem, CompletionList } from '../answers';
import type { Slot } from '../slot';
import { type Offer, type Offers, type Parts, plainParts } from './offer';

/** How the text of all items of a list is written. */
interface Frame {
  readonly insert: Range;
  readonly replace: Range;
  readonly filterPrefix: string;
  /** Around the content of a string: what is missing there. */
  readonly opening: string;
  readonly closing: string;
  /** A name's value goes in too. */
  readonly withValue: boolean;
  /** Written before everything: what is missing right before the word. */
  readonly before: string;
  /** Written behind everything. */
  readonly comma: string;
  readonly edits: CompletionItem['additionalEdits'];
  readonly isSnippet: boolean;
}

/**
 * Offers → items. `embedded`: the policy is the text of a string in the file, where the escapes of snippets and of
 * strings would get in each other's way; its items are plain text.
 */
export function completionList(slot: Slot, found: Offers, embedded: boolean): CompletionList {
  const frame = found.from === undefined ? wordFrame(slot, !embedded) : partFrame(slot, found.from, !embedded);
  const offers = slot.quotes === 'none' ? found.offers : found.offers.filter((offer) => offer.isRaw !== true);
  return {
    items: offers.map((offer, index) => itemOf(offer, index, frame)),
    insert: frame.insert,
    replace: frame.replace,
    isIncomplete: found.isIncomplete ?? false,
  };
}

function wordFrame(slot: Slot, isSnippet: boolean): Frame {
  const withValue = slot.role === 'name' && !slot.hasValue;
  // Two edits at one place have no order: what is missing right before the word is a part of it.
  const isTouching = slot.beforeEnd === slot.range.start && (slot.quotes === 'none' || slot.quotes === 'wrong');
  const before =
    slot.missingBefore === '' || isTouching ? [] : [{ range: emptyAt(slot.beforeEnd), newText: slot.missingBefore }];
  const touching = isTouching ? slot.missingBefore : '';
  const base = { filterPrefix: '', before: touching, opening: '', closing: '', withValue, isSnippet };
  const comma = slot.needsComma && (slot.role === 'value' || withValue) ? ',' : '';
  const { start, end } = slot.range;
  switch (slot.quotes) {
    case 'closed': {
      const content = { start: start + 1, end: end - 1 };
      if (withValue) {
        const whole = { start: start + 1, end };
        return { ...base, insert: whole, replace: whole, closing: '"', comma, edits: before };
      }
      const behind = comma === '' ? [] : [{ range: emptyAt(end), newText: comma }];
      return { ...base, ...upTo(slot, content), comma: '', edits: [...before, ...behind] };
    }
    case 'open':
      return { ...base, ...upTo(slot, { start: start + 1, end }), closing: '"', comma, edits: before };
    case 'none':
      return { ...base, ...upTo(slot, { start, end }), opening: '"', closing: '"', comma, edits: before };
    case 'wrong': {
      const quoted = {
        ...base,
        insert: slot.range,
        replace: slot.range,
        opening: '"',
        closing: '"',
        comma,
        edits: before,
      };
      return { ...quoted, filterPrefix: slot.quote };
    }
  }
}

/** Only a part of a string, such as a variable: nothing around it is touched. */
function partFrame(slot: Slot, from: number, isSnippet: boolean): Frame {
  const { node } = slot;
  const start = node === undefined ? slot.range.start : offsetIn(node, from);
  const rest = slot.text.slice(slot.typed.length);
  const length = partLength(rest);
  const end = slot.caret + (node?.closed === true ? offsetIn(node, slot.typed.length + length) - slot.caret : length);
  const insertEnd = rest.charAt(0) === '}' ? slot.caret + 1 : slot.caret;
  return {
    insert: { start, end: insertEnd },
    replace: { start, end },
    filterPrefix: '',
    before: '',
    opening: '',
    closing: '',
    withValue: false,
    comma: '',
    edits: undefined,
    isSnippet,
  };
}

/** How much of the text behind the caret belongs to the variable: its name and its brace, if they are there. */
function partLength(rest: string): number {
  return /^[\w:/-]*\}/.exec(rest)?.[0].length ?? 0;
}

function upTo(slot: Slot, replace: Range): { readonly insert: Range; readonly replace: Range } {
  return { insert: { start: replace.start, end: slot.caret }, replace };
}

function emptyAt(offset: number): Range {
  return { start: offset, end: offset };
}

function itemOf(offer: Offer, index: number, frame: Frame): CompletionItem {
  const value = frame.withValue ? (offer.value ?? []) : [];
  const hasStop = [...offer.parts, ...value].some((part) => typeof part !== 'string');
  // A word that goes on, `s3:`, keeps the caret before the quote that closes it.
  const goesOn = offer.retrigger === true && !hasStop && frame.closing !== '' && offer.isRaw !== true;
  const isSnippet = frame.isSnippet && (hasStop || goesOn);
  return {
    label: offer.label,
    kind: offer.kind,
    newText: frame.before + textOf(offer, value, frame, isSnippet, goesOn) + frame.comma,
    isSnippet,
    filterText: frame.filterPrefix + (offer.filter ?? plainParts(offer.parts)),
    sortText: String(index).padStart(4, '0'),
    ...(offer.detail === undefined ? {} : { labelDetail: offer.detail }),
    ...(offer.preselect === true ? { preselect: true } : {}),
    ...(offer.retrigger === true ? { retrigger: true } : {}),
    ...(frame.edits === undefined || frame.edits.length === 0 ? {} : { additionalEdits: frame.edits }),
    ...(offer.data === undefined ? {} : { data: offer.data }),
  };
}

function textOf(offer: Offer, value: Parts, frame: Frame, isSnippet: boolean, goesOn: boolean): string {
  if (offer.isRaw === true) return written(offer.parts, isSnippet, false);
  const content = written(offer.parts, isSnippet, true) + (goesOn && isSnippet ? '$0' : '');
  const tail = value.length === 0 ? '' : `: ${written(value, isSnippet, false)}`;
  return frame.opening + content + frame.closing + tail;
}

const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Parts as a snippet or as plain text; the content of a string is escaped for JSON first. */
function written(parts: Parts, isSnippet: boolean, inString: boolean): string {
  const json = (text: string) => (inString && NEEDS_ESCAPE.test(text) ? JSON.stringify(text).slice(1, -1) : text);
  if (!isSnippet) return json(plainParts(parts));
  return parts.map((part) => (typeof part === 'string' ? escapeSnippet(json(part)) : stopText(part, json))).join('');
}

function stopText(part: Exclude<Parts[number], string>, json: (text: string) => string): string {
  if (part.choices !== undefined)
    return `\${${part.stop}|${part.choices.map((choice) => escapeChoice(json(choice))).join(',')}|}`;
  return part.text === undefined ? `$${part.stop}` : `\${${part.stop}:${escapeSnippet(json(part.text))}}`;
}

/** `\`, `$` and `}` mean something in a snippet (LSP, snippet syntax). */
function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function escapeChoice(text: string): string {
  return text.replace(/[\\$},|]/g, '\\$&');
}
