import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arnFields, isAccountId, parseArn, resourceFieldStart } from '../../../server/src/language/arn';

describe('parseArn', () => {
  test('six fields, the last of which keeps colons and slashes', () => {
    expect(parseArn('arn:aws-cn:logs:cn-north-1:111122223333:log-group:/a:*')).toEqual({
      partition: 'aws-cn',
      service: 'logs',
      region: 'cn-north-1',
      account: '111122223333',
      resource: 'log-group:/a:*',
    });
  });

  test.each([
    ['empty fields stay', 'arn:aws:s3:::', { partition: 'aws', service: 's3', region: '', account: '', resource: '' }],
    ['five fields', 'arn:aws:s3::bucket', undefined],
    ['another start', 'urn:aws:s3:::bucket', undefined],
    ['upper case', 'ARN:aws:s3:::bucket', undefined],
    ['a star', '*', undefined],
    ['nothing', '', undefined],
  ])('%s', (_name, text, expected) => {
    expect(parseArn(text)).toEqual(expected);
  });
});

describe('arnFields', () => {
  test.each([
    ['', ['']],
    ['*', ['*']],
    [':', ['', '']],
    ['a:b', ['a', 'b']],
    ['a:b:c:d:e:f', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['a:b:c:d:e:f:g:', ['a', 'b', 'c', 'd', 'e', 'f:g:']],
  ])('%j', (text, expected) => {
    expect(arnFields(text)).toEqual(expected);
  });

  test('loses nothing, and the resource field starts where it says', () => {
    const text = fc.array(fc.constantFrom('a', ':', '/')).map((list) => list.join(''));
    fc.assert(
      fc.property(text, (arn) => {
        const fields = arnFields(arn);
        expect(fields.join(':')).toBe(arn);
        expect(fields.slice(0, 5).join('')).not.toContain(':');
        const start = resourceFieldStart(arn);
        expect(start === undefined ? undefined : arn.slice(start)).toBe(fields[5]);
      }),
    );
  });
});

test.each([
  ['111122223333', true],
  ['000000000000', true],
  ['11112222333', false],
  ['1111222233334', false],
  ['11112222333a', false],
  ['١١١١٢٢٢٢٣٣٣٣', false],
  ['111122223333\n', false],
  ['', false],
])('%j as an account number: %s', (text, expected) => {
  expect(isAccountId(text)).toBe(expected);
});
