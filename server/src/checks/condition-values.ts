import { arnFields } from '../language/arn';
import { hasWildcard } from '../language/pattern';
import { splitVariables } from '../language/variables';
import type { ConditionValue } from '../policy/document';

/**
 * Does a text hold something that is only known later: a policy variable, the `${…}` of a template language, a `{{…}}` of
 * CloudFormation or a document template, `<%= … %>` or `#{…}`? Then it may stand for anything.
 */
export function isOpenText(text: string): boolean {
  return text.includes('${') || isTemplateText(text);
}

/** The same without policy variables: only a template is filled in before AWS sees it. */
export function isTemplateText(text: string): boolean {
  return TEMPLATE_MARKS.some((mark) => text.includes(mark));
}

/** Does a text begin with something that is only known later? */
export function startsOpen(text: string): boolean {
  return text.startsWith('${') || TEMPLATE_MARKS.some((mark) => text.startsWith(mark));
}

const TEMPLATE_MARKS: readonly string[] = ['{{', '<%', '#{'];

/** Is there a `*` or `?` outside variables and the escapes `${*}` and `${?}`? */
export function hasOwnWildcard(text: string): boolean {
  if (!hasWildcard(text)) return false;
  return splitVariables(text).some((part) => part.kind === 'text' && hasWildcard(part.text));
}

/** Has each value the six fields of an ARN, so that an ARN operator can compare it? */
export function holdsWholeArns(values: readonly ConditionValue[]): boolean {
  return values.every(({ text }) => arnFields(text).length >= 6);
}
