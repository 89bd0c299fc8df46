import { describe, expect, test } from 'vitest';
import { readArchitecture } from '../../scripts/architecture';
import { inRoot } from '../../scripts/paths';

describe('the import rules', () => {
  test('see every file and report a deliberate violation', async () => {
    const found = await readArchitecture(['server'], inRoot('test/fixtures/architecture'));
    expect(found.serverModules).toBe(2);
    expect(found.serverFiles).toBe(2);
    expect([...found.violations].sort()).toEqual([
      'core-no-node: server/src/syntax/breaks-rules.ts → fs',
      'room-syntax: server/src/syntax/breaks-rules.ts → fs',
      'room-syntax: server/src/syntax/breaks-rules.ts → server/src/policy/thing.ts',
    ]);
  });
});
