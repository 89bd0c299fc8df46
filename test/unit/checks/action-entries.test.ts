import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createActionReader, type ReadActions, readActions } from '../../../server/src/checks/action-entries';
import { testCatalog } from '../../kit/catalog';
import { siteOf } from '../../kit/rules';

const read = createActionReader(testCatalog());
const NOTHING: ReadActions = { entries: [], readings: [] };

function readList(actions: readonly string[], before: ReadActions): ReadActions {
  const statement = siteOf(JSON.stringify({ Statement: { Action: actions } })).document.statements[0]!;
  return { entries: statement.action!.entries, readings: readActions(read, statement, before) };
}

test('what is taken over from an earlier version of a list is what its entries say', () => {
  const list = fc.array(fc.constantFrom('s3:GetObject', 's3:*', '*', 'iam:PassRole', 'nothing', ''), { maxLength: 6 });
  fc.assert(
    fc.property(list, list, (before, now) => {
      const kept = readList(now, readList(before, NOTHING));
      expect(kept.readings).toEqual(now.map((text) => read(text)));
    }),
    { numRuns: 2000 },
  );
});

test('a list that says the same has the same readings', () => {
  const before = readList(['s3:GetObject', 's3:*'], NOTHING);
  expect(readList(['s3:GetObject', 's3:*'], before).readings).toBe(before.readings);
});
