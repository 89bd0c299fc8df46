import { describe, expect, test } from 'vitest';
import { configurationFor, EMPTY_CONFIGURATION } from '../../../server/src/checks/configuration';
import { createFacts } from '../../../server/src/workspace/facts';
import { workspacePath } from '../../../server/src/workspace/uri';

describe('facts', () => {
  test('the innermost folder counts, and a file outside has its name', () => {
    expect(workspacePath('file:///w/sub/a.json', ['file:///w', 'file:///w/sub'])).toBe('a.json');
    expect(workspacePath('file:///x/a.json', ['file:///w'])).toBe('a.json');
  });

  test('settings are asked once for each file until they are dropped, and a wrong value is reported once', async () => {
    let asked = 0;
    const reports: string[] = [];
    const facts = createFacts({
      section: async () => {
        asked += 1;
        return { lens: { enabled: 3 }, files: { policyTypes: { '*': 'identity', 'a*': 'scp' } } };
      },
      folders: () => ['file:///w'],
      models: { governing: async () => undefined },
      configurations: { of: async () => ({ ...configurationFor(EMPTY_CONFIGURATION, 'a.json'), uri: undefined }) },
      report: (problem) => {
        reports.push(problem);
      },
    });
    expect(facts.known('file:///w/a.json')).toBeUndefined();
    const first = await facts.of('file:///w/a.json');
    expect(await facts.of('file:///w/a.json')).toBe(first);
    expect(facts.known('file:///w/a.json')).toBe(first);
    expect(first.typeSetting).toEqual({ type: 'scp', pattern: 'a*' });
    facts.drop();
    await facts.of('file:///w/a.json');
    expect(asked).toBe(2);
    expect(reports).toEqual(['writ.lens.enabled has a value that cannot be used; its default counts.']);
  });
});
