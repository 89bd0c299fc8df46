import { describe, expect, test } from 'vitest';
import type { InitializeParams } from 'vscode-languageserver';
import type { CompletionList } from '../../../server/src/features/answers';
import { clientAbilities } from '../../../server/src/lsp/client-abilities';
import { lspCompletion, markup, plainText } from '../../../server/src/lsp/convert';
import { findPolicies } from '../../../server/src/policy/find';
import { parseJson } from '../../../server/src/syntax/json';
import { documentText } from '../../../server/src/workspace/text';
import { RICH } from '../../kit/stdio-client';

const abilitiesOf = (capabilities: InitializeParams['capabilities']) =>
  clientAbilities({ capabilities, processId: 1, rootUri: null });
const rich = abilitiesOf(RICH);
const poor = abilitiesOf({});

const list: CompletionList = {
  isIncomplete: false,
  insert: { start: 2, end: 3 },
  replace: { start: 2, end: 5 },
  items: [
    {
      label: 'a',
      kind: 'function',
      newText: '"arn:${1:Bucket}\\$"',
      isSnippet: true,
      filterText: '"a',
      sortText: '0',
      labelDetail: 'Read',
    },
  ],
};

function completed(text: string, abilities: typeof rich, offered = list) {
  const site = findPolicies(parseJson(text, { comments: false }))[0]!;
  return lspCompletion(documentText('file:///a', 'json', 1, text), site, offered, abilities);
}

describe('lspCompletion', () => {
  const text = '{ "Statement": [{ "Effect": "Allow" }] }';
  const at = (start: number, end: number) => ({
    start: { line: 0, character: start },
    end: { line: 0, character: end },
  });

  test('a rich client gets one range for all, and snippets', () => {
    expect(completed(text, rich)).toMatchObject({
      itemDefaults: { editRange: { insert: at(2, 3), replace: at(2, 5) } },
      items: [
        {
          label: 'a',
          textEditText: '"arn:${1:Bucket}\\$"',
          insertTextFormat: 2,
          labelDetails: { description: 'Read' },
        },
      ],
    });
  });

  test('a poor client gets plain edits', () => {
    const [item] = completed(text, poor).items;
    expect(item).toMatchObject({ textEdit: { range: at(2, 5), newText: '"arn:Bucket$"' }, detail: 'Read' });
    expect(item).not.toHaveProperty('insertTextFormat');
  });

  test('in a string quotes are escaped for it', () => {
    const items = list.items.map((item) => ({ ...item, isSnippet: false, newText: '"s3:*"' }));
    const [item] = completed(JSON.stringify({ policy: text }), rich, { ...list, items }).items;
    expect(item?.textEditText).toBe('\\"s3:*\\"');
  });
});

test.each([
  ['s3:$0', 's3:'],
  ['${1:Name}/${2}', 'Name/'],
  ['${1|Allow,Deny|}', 'Allow'],
  ['\\${aws:username\\}', '${aws:username}'],
  ['\\\\', '\\'],
])('%s without snippets is %s', (snippet, text) => {
  expect(plainText(snippet)).toBe(text);
});

test('text clients read Markdown without its marks', () => {
  expect(markup('**s3:Get\\*** [page](https://x)', rich)).toEqual({
    kind: 'markdown',
    value: '**s3:Get\\*** [page](https://x)',
  });
  expect(markup('**s3:Get\\*** [page](https://x)', poor)).toEqual({ kind: 'plaintext', value: 's3:Get* page' });
});
