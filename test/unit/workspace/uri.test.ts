import { describe, expect, test } from 'vitest';
import { fileName, joinUri, normalUri, parentUri, pathOf, relativePath } from '../../../server/src/workspace/uri';

describe('uri', () => {
  test.each([
    ['file:///c%3A/Work/a.json', 'file:///c%3A/Work/a.json'],
    ['file:///C:/Work/a.json', 'file:///c%3A/Work/a.json'],
    ['file:///w/a b.json', 'file:///w/a%20b.json'],
    ['file:///w/100%.json', 'file:///w/100%25.json'],
    ['untitled:Untitled-1', 'untitled:Untitled-1'],
    ['vscode-vfs://github/o/r/a.json', 'vscode-vfs://github/o/r/a.json'],
  ])('%s has one form', (uri, normal) => {
    expect(normalUri(uri)).toBe(normal);
    expect(normalUri(normal)).toBe(normal);
  });

  test.each([
    ['file:///w', 'a/b.json', 'file:///w/a/b.json'],
    ['file:///w/models', '../scps/./x.json', 'file:///w/scps/x.json'],
    ['file:///w', '../../../x.json', 'file:///x.json'],
    ['file:///w', 'a b.json', 'file:///w/a%20b.json'],
  ])('from %s, %s is %s', (folder, relative, joined) => {
    expect(joinUri(folder, relative)).toBe(joined);
  });

  test('the folder of a file ends at the root', () => {
    expect(parentUri('file:///w/a.json')).toBe('file:///w');
    expect(parentUri('file:///w')).toBe('file:///');
    expect(parentUri('file:///')).toBe('file:///');
  });

  test('a path counts from a folder only inside it', () => {
    expect(relativePath('file:///w/', 'file:///w/a%20b/c.json')).toBe('a b/c.json');
    expect(relativePath('file:///w', 'file:///work/c.json')).toBeUndefined();
  });

  test('names and paths are decoded', () => {
    expect(fileName('file:///w/a%20b.json')).toBe('a b.json');
    expect(pathOf('file:///w/a%20b.json')).toBe('/w/a b.json');
  });
});
