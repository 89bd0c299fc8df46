import { expect, test } from 'vitest';
import { dropExamples } from '../../scripts/bundle-plugins';

test('a rule is bundled without its examples, on the same lines', () => {
  const source = [
    "import { rule } from '../rule';",
    'export default rule({',
    "  code: 'x',",
    "  good: ['a', 'b'],",
    '  bad: [',
    '    `one',
    'two`,',
    '  ],',
    '  checkStatement({ good }) { return { good: [good], bad: [1] }; },',
    '});',
  ];
  const expected = [...source.slice(0, 3), '  good: [],', '  bad: [', '', '', '],', ...source.slice(8)];
  expect(dropExamples(source.join('\n'))).toBe(expected.join('\n'));
});

test.each(['export const rules = [];', 'export default 1;', 'export default rule(definition);'])(
  'a file that defines no rule stays as it is: %s',
  (source) => {
    expect(dropExamples(source)).toBe(source);
  },
);
