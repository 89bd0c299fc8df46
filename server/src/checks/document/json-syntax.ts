import type { PolicyDocument } from '../../policy/document';
import type { TextEdit } from '../../syntax/edits';
import type { Range, SyntaxErrorCode, SyntaxProblem, Tree, TreeNode } from '../../syntax/tree';
import { rule } from '../rule';

const messages = {
  'comma-expected': 'A comma is missing here. IAM refuses text that is not JSON.',
  'comma-trailing': 'JSON allows no comma behind the last entry, and IAM refuses the policy. Remove it.',
  'colon-expected': 'A colon and a value are missing behind this name. IAM refuses text that is not JSON.',
  'value-expected': 'A value is missing here. Text needs double quotes.',
  'name-expected': 'An element name in double quotes is missing here. IAM refuses text that is not JSON.',
  'name-without-quotes': 'Names need double quotes in JSON.',
  'single-quotes': 'JSON knows double quotes only. Replace the single quotes.',
  'brace-unclosed': 'This brace is never closed. Add the missing closing brace.',
  'bracket-unclosed': 'This bracket is never closed. Add the missing closing bracket.',
  'string-unclosed': 'This string has no closing quote on its line.',
  'escape-invalid': 'JSON does not know this escape. Write a backslash as two.',
  'character-invalid': 'A string may not hold a control character as it is. Write it as an escape.',
  comment: 'IAM refuses comments: JSON has none. Remove it before the policy is used.',
  'comment-unclosed': 'This comment is never closed.',
  'text-after-end': 'The policy ends before this text. Remove the text, or a closing brace too many before it.',
  'nesting-too-deep': 'The text is nested too deeply to be a policy.',
} as const satisfies Partial<Record<SyntaxErrorCode, string>>;

export default rule({
  code: 'json-syntax',
  severity: 'error',
  policyTypes: 'all',
  title: 'JSON syntax error',
  why: 'IAM refuses a policy that is not valid JSON, comments and trailing commas included.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-json-syntax-error',
  aaIssueCodes: ['JSON_SYNTAX_ERROR'],
  readsBrokenText: true,
  messages,
  fixes: {
    insertComma: { title: 'Insert missing comma', effect: 'none' },
    removeComma: { title: 'Remove trailing comma', effect: 'none', safe: true },
    removeComment: { title: 'Remove comment', effect: 'none', safe: true },
    quote: { title: 'Replace single quotes with double quotes', effect: 'none' },
    quoteName: { title: 'Put the name in double quotes', effect: 'none' },
  },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", }
                                                                                               ~ comma-trailing +fix!
== fix Remove trailing comma ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{
  "Effect": "Allow"
                   ~ comma-expected +fix
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*"
}
== fix Insert missing comma ==
{
  "Effect": "Allow",
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*"
}`,
    `
{
  // why
  ~~~~~~ comment +fix!
  "Effect": "Allow", /* all */
                     ~~~~~~~~~ comment +fix!
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*"
}
== fix-all ==
{
  "Effect": "Allow",
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*"
}`,
    `
{ "Effect": 'Allow', "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
            ~~~~~~~ single-quotes +fix
== fix Replace single quotes with double quotes ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ Effect: "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
  ~~~~~~ name-without-quotes +fix
== fix Put the name in double quotes ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": s3:GetObject, "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                               ~~~~~~~~~~~~ value-expected`,
    `
{ "Effect": "Allow", "Action" , "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                             ~ colon-expected`,
    `
{ "Effect": "Allow", , "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                     ~ name-expected`,
    `
{ "Effect": "Allow", "Action": "s3:\\GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                               ~~~~~~~~~~~~~~~ escape-invalid`,
    {
      whole: true,
      text: `
{ "Version": "2012-10-17", "Statement": [
~ brace-unclosed
                                        ~ bracket-unclosed
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
    {
      whole: true,
      text: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject
                                 ~~~~~~~~~~~~~ string-unclosed
    ", "Resource": "*" } ] }`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject\u0001", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                               ~~~~~~~~~~~~~~~ character-invalid`,
    {
      whole: true,
      text: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" } ] } /* why
                                                                                                        ~~~~~~ comment-unclosed`,
    },
    {
      whole: true,
      text: `${'['.repeat(201)}\n${' '.repeat(200)}~ nesting-too-deep`,
      ignore: ['document-not-object'],
    },
    {
      whole: true,
      text: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" } ] } }
                                                                                                        ~ text-after-end`,
    },
  ],
  checkDocument({ document, tree, report, fix }) {
    for (const problem of causes(problemsOf(document))) {
      report(problem, problem.code, {}, { fixes: () => fixFor(problem) });
    }

    function fixFor(problem: SyntaxProblem) {
      switch (problem.code) {
        case 'comma-expected': {
          const edits = insertComma(tree, problem);
          return [fix('insertComma', {}, edits)];
        }
        case 'comma-trailing':
          return [fix('removeComma', {}, [{ range: problem, newText: '' }])];
        case 'comment':
          return [fix('removeComment', {}, [{ range: withBlank(tree.text, problem), newText: '' }])];
        case 'single-quotes': {
          const text = tree.text.slice(problem.start + 1, problem.end - 1);
          const isClosed = problem.end - problem.start > 1 && tree.text.charAt(problem.end - 1) === "'";
          return isClosed ? [fix('quote', {}, [{ range: problem, newText: JSON.stringify(text) }])] : [];
        }
        case 'name-without-quotes': {
          const name = tree.text.slice(problem.start, problem.end).replace(TYPOGRAPHIC_QUOTES, '');
          return [fix('quoteName', {}, [{ range: problem, newText: JSON.stringify(name) }])];
        }
        default:
          return [];
      }
    }
  },
});

type Problem = SyntaxProblem & { readonly code: keyof typeof messages };

/** The problems in the policy's text. An empty file is document-not-object. */
function problemsOf({ root, tree }: PolicyDocument): readonly Problem[] {
  const own = root === tree.root ? tree.problems : tree.problems.filter((problem) => isInside(root, problem));
  return own.filter((problem): problem is Problem => problem.code !== 'empty');
}

/** Quotes that word processors write: of a name in them they are meant as the quotes. */
const TYPOGRAPHIC_QUOTES = /[\u201c-\u201f]/g;

/** More than this many say no more than the first ones. */
const MAX_FOUND = 50;

/** Behind an unclosed string, or text too deep, all else is a consequence; so are brackets that it leaves open. */
function causes(problems: readonly Problem[]): readonly Problem[] {
  const end = problems.find(({ code }) => code === 'string-unclosed' || code === 'nesting-too-deep');
  if (end === undefined) return problems.slice(0, MAX_FOUND);
  const isCause = ({ code, start }: Problem) =>
    start <= end.start && code !== 'brace-unclosed' && code !== 'bracket-unclosed';
  return problems.filter(isCause).slice(0, MAX_FOUND);
}

function isInside(node: TreeNode, problem: Range): boolean {
  return node.start <= problem.start && problem.end <= node.end;
}

/** Behind the value before; a colon that stands where a comma should is another matter. */
function insertComma(tree: Tree, problem: Range): readonly TextEdit[] {
  if (tree.text.charAt(problem.start) === ':') return [];
  return [{ range: { start: problem.start, end: problem.start }, newText: ',' }];
}

/** A comment with the blanks before it; one that is alone on its line takes the line along. */
function withBlank(text: string, comment: Range): Range {
  let start = comment.start;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start -= 1;
  const isFirst = start === 0 || text[start - 1] === '\n';
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(comment.end, comment.end + 200))?.[0].length ?? 0;
  if (isFirst && lineEnd > 0) return { start, end: comment.end + lineEnd };
  return lineEnd > 0 || comment.end === text.length ? { start, end: comment.end } : comment;
}
