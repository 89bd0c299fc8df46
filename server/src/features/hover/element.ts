import { blocks, bold } from '../markdown';
import { guide } from './pages';

/** Elements of a policy in one sentence or two (IAM User Guide, reference_policies_elements). */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  [
    'Version',
    'The version of the policy language, not of this policy. Without it 2008-10-17 counts, which has no policy variables.',
  ],
  ['Id', 'A name for the policy. It changes no decision.'],
  ['Statement', 'The statements: one, or a list. Each allows or denies; one Deny that applies wins over every Allow.'],
  ['Sid', 'A name for the statement: letters and digits, once in a policy. It changes no decision.'],
  ['Effect', '`Allow` or `Deny`. What no statement allows is denied; a Deny wins over every Allow.'],
  ['Principal', 'Who the statement is for. In resource, trust and endpoint policies only.'],
  [
    'NotPrincipal',
    'Everyone but those listed; with Deny only. Account, role and session of an exception all have to be listed.',
  ],
  [
    'Action',
    'The actions that the statement is for, `service:Action`; case does not count, `*` and `?` are wildcards.',
  ],
  [
    'NotAction',
    'Every action but those listed. With Allow that includes actions of all other services and those to come.',
  ],
  ['Resource', 'The resources that the statement is for, by ARN; case counts, `*` and `?` are wildcards.'],
  ['NotResource', 'Every resource but those listed. With Allow that includes resources of other accounts.'],
  ['Condition', 'What the request has to carry. Operators and keys are joined by AND, the values of a key by OR.'],
]);

/** Undefined for what is no element. */
export function elementCard(name: string): string | undefined {
  const text = ELEMENTS.get(name);
  return text && blocks(bold(name), text, guide(`reference_policies_elements_${name.toLowerCase()}.html`));
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['Effect Allow', 'Allows what the statement matches, unless a Deny applies as well.'],
  ['Effect Deny', 'Denies what the statement matches, whatever else allows it.'],
  ['Version 2012-10-17', 'The current version of the policy language, with policy variables.'],
  ['Version 2008-10-17', 'The older version of the policy language: `${…}` is plain text.'],
]);

/** The values of `Effect` and `Version`; undefined for others. */
export function wordCard(element: string, word: string): string | undefined {
  const text = WORDS.get(`${element} ${word}`);
  return text && blocks(bold(word), text, guide(`reference_policies_elements_${element.toLowerCase()}.html`));
}
