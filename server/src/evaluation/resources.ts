import { arnFields, resourceFieldStart } from '../language/arn';
import {
  compileParts,
  compilePattern,
  coversArn,
  matchesArnText,
  overlapsArn,
  type Pattern,
} from '../language/pattern';
import { hasVariable, splitVariables, type TextPart } from '../language/variables';
import type { Entry, LanguageVersion, PolicyType } from '../policy/document';
import { isLongerThan, resolveParts } from './conditions';
import { type Run, reading } from './run';

/** An entry of `Resource` or `NotResource`, ready to be matched. */
export interface CompiledResource {
  readonly entry: Entry;
  /** `refused`: AWS would not store it, it matches nothing. */
  readonly form: ResourceForm;
}

type ResourceForm =
  | { readonly kind: 'refused' }
  /** Only stars. */
  | { readonly kind: 'any' }
  | {
      readonly kind: 'pattern';
      readonly pattern: Pattern;
      readonly service: string;
      readonly open: OpenForm | undefined;
    }
  /** Filled up to six fields, or as it stands; undefined: that reading never matches (A-03). */
  | {
      readonly kind: 'twoReadings';
      readonly filled: Pattern | undefined;
      readonly asWritten: Pattern;
      readonly service: string;
    }
  | {
      readonly kind: 'variables';
      readonly parts: readonly TextPart[];
      readonly service: string;
      readonly open: OpenForm | undefined;
    };

/** The other reading of an open form is that it matches nothing (A-03). */
type OpenForm = 'short' | 'serviceWildcard';

/** How short ARNs are read in each policy type: evaluation.md 2.3. */
type ShortRule = 'fill' | 'fillIfStar' | 'fillIfEndsWithStar' | 'refuse';

const SHORT_RULE: { readonly [Type in PolicyType]: ShortRule } = {
  identity: 'fill',
  boundary: 'fill',
  session: 'refuse',
  resource: 'fillIfStar',
  trust: 'fillIfStar',
  vpce: 'fillIfStar',
  scp: 'fillIfEndsWithStar',
  rcp: 'refuse',
};

/** Prepares an entry; what AWS would refuse in that policy type becomes `refused`. */
export function compileResource(entry: Entry, type: PolicyType, version: LanguageVersion): CompiledResource {
  return { entry, form: formOf(entry.text, type, version) };
}

function formOf(text: string, type: PolicyType, version: LanguageVersion): ResourceForm {
  if (/^\*+$/.test(text)) return { kind: 'any' };
  const service = arnFields(text)[2] ?? '';
  const start = resourceFieldStart(text);
  if (start === undefined) return shortForm(text, type, service);
  if (version === '2012-10-17' && hasVariable(text.slice(start))) return variableForm(text, start, service);
  return { kind: 'pattern', pattern: compilePattern(text), service, open: openService(service) };
}

/** Variables live in the sixth part only; `${` before it is plain text. */
function variableForm(text: string, start: number, service: string): ResourceForm {
  const head: TextPart = { kind: 'text', text: text.slice(0, start) };
  return {
    kind: 'variables',
    parts: [head, ...splitVariables(text.slice(start))],
    service,
    open: openService(service),
  };
}

/** The service part should be literal; with a wildcard it matches as written, as an assumption (A-03). */
function openService(service: string): OpenForm | undefined {
  return /[*?]/.test(service) ? 'serviceWildcard' : undefined;
}

function shortForm(text: string, type: PolicyType, service: string): ResourceForm {
  const rule = SHORT_RULE[type];
  if (rule === 'refuse') return { kind: 'refused' };
  const endsWithStar = text.endsWith('*');
  // `arn:aws:sqs:*:jobs`: the star may stand for one field or run over colons.
  if (text.includes('*:')) {
    const isFilled = rule !== 'fillIfEndsWithStar' || endsWithStar;
    return { kind: 'twoReadings', filled: isFilled ? fill(text) : undefined, asWritten: compilePattern(text), service };
  }
  if (rule === 'fill') return { kind: 'pattern', pattern: fill(text), service, open: openService(service) };
  const isFilled = rule === 'fillIfStar' ? text.includes('*') : endsWithStar;
  return isFilled ? { kind: 'pattern', pattern: fill(text), service, open: 'short' } : { kind: 'refused' };
}

/** Missing fields become stars: `arn:aws:s3` → `arn:aws:s3:*:*:*`. */
function fill(text: string): Pattern {
  const missing = 6 - arnFields(text).length;
  return compilePattern(`${text}${':*'.repeat(missing)}`);
}

/** How much of the request's resource an entry has to match: all of it, or some part (evaluation.md 2.5). */
type Extent = 'all' | 'some';

/**
 * Does the entry match the request's resource? `needBoth` says how two readings that differ are joined: an Allow needs both,
 * a Deny applies on either.
 */
export function resourceMatches(resource: CompiledResource, run: Run, extent: Extent, needBoth: boolean): boolean {
  const { form } = resource;
  switch (form.kind) {
    case 'refused':
      return false;
    case 'any':
      return true;
    case 'pattern': {
      const matched = textMatches(form.pattern, form.service, run, extent);
      if (!matched || form.open === undefined) return matched;
      return reading(run, 'A-03') === 0;
    }
    case 'twoReadings': {
      const filled = form.filled !== undefined && textMatches(form.filled, form.service, run, extent);
      const asWritten = textMatches(form.asWritten, form.service, run, extent);
      return joinReadings(filled, asWritten, run, needBoth);
    }
    case 'variables': {
      const parts = resolveParts(form.parts, run, true);
      if (parts === undefined || (run.mode === 'exact' && isLongerThan(parts, run.input.resource.length))) return false;
      const pattern = compileParts(resource.entry.text, parts);
      const matched = textMatches(pattern, form.service, run, extent);
      return matched && (form.open === undefined || reading(run, 'A-03') === 0);
    }
  }
}

function joinReadings(filled: boolean, asWritten: boolean, run: Run, needBoth: boolean): boolean {
  if (filled === asWritten) return filled;
  const chosen = reading(run, 'A-03', 2);
  if (chosen === 1) return filled;
  return chosen === 2 ? asWritten : !needBoth;
}

function textMatches(pattern: Pattern, service: string, run: Run, extent: Extent): boolean {
  const { resource } = run.input;
  if (run.mode !== 'exact') {
    return extent === 'all' ? coversArn(pattern, resource) : overlapsArn(pattern, run.requestPattern);
  }
  if (resource === '*') return pattern.isUniversal || listScopeMatches(service, run);
  return matchesArnText(pattern, run.resource);
}

/**
 * An action without resource types is checked against `*`, which only stars match. For an action whose scope nobody has
 * written down, an ARN of its own service may match all the same (listScope).
 */
function listScopeMatches(service: string, run: Run): boolean {
  const prefix = run.lowerAction.slice(0, run.lowerAction.indexOf(':'));
  if (service.toLowerCase() !== prefix) return false;
  if (run.facts.listScope(run.lowerAction) !== undefined || run.facts.hasResourceTypes(run.lowerAction) === true)
    return false;
  return reading(run, 'listScope') === 1;
}

/** True if the entry holds a variable without a value: it matches nothing then. */
export function isUnresolved(resource: CompiledResource, run: Run): boolean {
  return resource.form.kind === 'variables' && resolveParts(resource.form.parts, run, true) === undefined;
}

/** The entry's text after variables, for the explanation. */
export function resolvedEntry(resource: CompiledResource, run: Run): string | undefined {
  if (resource.form.kind !== 'variables') return undefined;
  return resolveParts(resource.form.parts, run, true)
    ?.map((part) => part.text)
    .join('');
}
