import { ancestorsAt } from '../../syntax/path';
import { contains, type Range, type Tree, type TreeNode } from '../../syntax/tree';
import { rule } from '../rule';

export default rule({
  code: 'document-character-set',
  severity: 'error',
  policyTypes: ['identity', 'boundary', 'session', 'trust'],
  title: 'Character outside of Latin-1',
  why: 'IAM takes tab, line feed, carriage return and U+0020 to U+00FF only, and refuses a policy with any other character.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  readsBrokenText: true,
  messages: {
    replaceable: 'IAM refuses the character {name}, which text processors put in place of {ascii}. Replace it.',
    invisible: 'IAM refuses the character {name}, which cannot be seen. Remove it.',
    other:
      'IAM refuses the character {name}: only U+0020 to U+00FF, tabs and line ends are allowed. Write it another way.',
  },
  fixes: {
    replace: { title: 'Replace by "{ascii}"', effect: 'depends' },
    remove: { title: 'Remove character', effect: 'depends' },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "a-b" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "a–b" } } }
                                                                                                                            ~ replaceable +fix: IAM refuses the character U+2013, which text processors put in place of -. Replace it.
== fix Replace by "-" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "a-b" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject\\u200b", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "“日”" } } }
                                            ~~~~~~ invisible +fix
                                                                                                                                 ~ replaceable +fix
                                                                                                                                  ~ other
                                                                                                                                   ~ replaceable +fix
== fix Remove character ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "“日”" } } }`,
  ].map((text) => ({ text, ignore: ['action-format'] })),
  checkDocument({ document, tree, report, fix }) {
    const { root } = document;
    const whole = tree.root === root ? { start: 0, end: tree.text.length } : root;
    for (const found of foreignCharacters(tree, whole)) {
      const name = nameOf(found.code);
      const ascii = replacementFor(found.code);
      if (ascii === undefined) report(found, 'other', { name });
      else if (ascii === '') {
        report(found, 'invisible', { name }, { fixes: [fix('remove', {}, [{ range: found, newText: '' }])] });
      } else {
        const newText = isInString(root, found) ? JSON.stringify(ascii).slice(1, -1) : ascii;
        report(
          found,
          'replaceable',
          { name, ascii },
          { fixes: [fix('replace', { ascii }, [{ range: found, newText }])] },
        );
      }
    }
  },
});

/** More than this many say no more than the first ones. */
const MAX_FOUND = 100;

interface Character extends Range {
  readonly code: number;
}

/**
 * Characters as they are, and written as an escape; those in comments are not part of the policy. A control character as
 * it is makes the text no JSON, which is json-syntax.
 */
function foreignCharacters(tree: Tree, { start, end }: Range): readonly Character[] {
  const found: Character[] = [];
  // A file may hold thousands of policies: each is searched alone, not to the end of the file.
  for (const match of tree.text.slice(start, end).matchAll(/[^\x00-\xff]|\\(?:u([0-9a-fA-F]{4})|.)/gu)) {
    const character = characterOf(match, start);
    if (character === undefined || tree.comments.some((comment) => contains(comment, character.start))) continue;
    found.push(character);
    if (found.length === MAX_FOUND) break;
  }
  return found;
}

function characterOf(match: RegExpExecArray, offset: number): Character | undefined {
  const [text, hex = ''] = match;
  const start = offset + match.index;
  const range = { start, end: start + text.length };
  if (!text.startsWith('\\')) return { ...range, code: text.codePointAt(0) ?? 0 };
  const code = Number.parseInt(hex, 16);
  return code > 0xff || (code < 0x20 && ![9, 10, 13].includes(code)) ? { ...range, code } : undefined;
}

function nameOf(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const REPLACEMENTS: readonly (readonly [ascii: string, characters: readonly number[]])[] = [
  ['"', [0x201c, 0x201d, 0x201e, 0x201f, 0x2033, 0xff02]],
  ["'", [0x2018, 0x2019, 0x201a, 0x201b, 0x2032, 0xff07]],
  ['-', [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xff0d]],
  ['*', [0x2217, 0xff0a]],
  [':', [0xff1a]],
  [',', [0xff0c]],
  ['...', [0x2026]],
  [
    ' ',
    [
      0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x202f, 0x205f,
      0x3000,
    ],
  ],
  ['', [0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x2060, 0xfeff]],
];

const ASCII: ReadonlyMap<number, string> = new Map(
  REPLACEMENTS.flatMap(([ascii, characters]) => characters.map((code) => [code, ascii] as const)),
);

/** What people mean by the character; empty for one that is not seen; undefined where only the author knows. */
function replacementFor(code: number): string | undefined {
  return ASCII.get(code);
}

/** Inside a string a quote needs its escape. */
function isInString(root: TreeNode, { start, end }: Range): boolean {
  const holds = (node: Range) => node.start < start && end < node.end;
  return ancestorsAt(root, start).some(({ node }) =>
    node.kind === 'object' ? node.members.some(({ key }) => holds(key)) : node.kind === 'string' && holds(node),
  );
}
