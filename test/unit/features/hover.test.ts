import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hoverAt } from '../../../server/src/features/hover/index';
import { readFixture } from '../../kit/marks';
import { open, optionsOf } from './policy-context';

const folder = join(__dirname, '../../fixtures/hover');

describe('hover fixtures', () => {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const source = readFileSync(path, 'utf8');
    const fixture = readFixture(source);
    test(`${name}: ${fixture.description.split('\n', 1)[0]}`, () => {
      const { text, caret = 0 } = fixture.files[0]!;
      const { context, offset } = open(text, caret, optionsOf(fixture));
      const answer = hoverAt(context, offset);
      const over = answer && context.site.document.tree.text.slice(answer.range.start, answer.range.end);
      const actual = answer === undefined ? '== no-hover ==' : `== hover over ${over} ==\n${answer.markdown}`;
      // UPDATE=1 writes what comes out; a continuous-integration run never does.
      if (process.env.UPDATE === '1' && process.env.CI === undefined)
        writeFileSync(path, `${source.slice(0, source.indexOf('\n== ') + 1)}${actual}\n`);
      else {
        const [expected] = fixture.expectations;
        expect(actual).toBe(
          `== ${expected?.verb} ${expected?.args} ==\n${expected?.text}`.replace('no-hover  ==\n', 'no-hover =='),
        );
      }
      if (answer !== undefined) {
        expect(answer.markdown.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(15);
        expect(answer.markdown).toMatch(/\]\(https:\/\/docs\.aws\.amazon\.com\/[^ ]+\)[^[]*$/);
      }
    });
  }
});
