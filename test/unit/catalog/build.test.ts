import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildCatalog } from '../../../scripts/catalog/main';
import { keyName, keyType } from '../../../scripts/catalog/pack-services';
import { BLOB_NAMES, INDEX_NAME } from '../../../server/src/catalog/format';
import { testCatalogBytes } from '../../kit/catalog';

const folder = mkdtempSync(join(tmpdir(), 'writ-catalog-'));
afterAll(() => rmSync(folder, { recursive: true }));
const built = join(__dirname, '..', '..', '..', 'dist', 'catalog');

test('the same sources give the same bytes, and are not read again', async () => {
  testCatalogBytes();
  expect((await buildCatalog({ outDir: folder })).written).toBe(true);
  for (const name of [INDEX_NAME, ...BLOB_NAMES]) {
    expect(readFileSync(join(folder, name)).equals(readFileSync(join(built, name)))).toBe(true);
  }
  expect((await buildCatalog({ outDir: folder })).written).toBe(false);
  writeFileSync(join(folder, INDEX_NAME), '{');
  expect((await buildCatalog({ outDir: folder })).written).toBe(true);
});

test('all of it is ASCII', () => {
  for (const name of [INDEX_NAME, ...BLOB_NAMES]) {
    expect(readFileSync(join(built, name)).every((byte) => byte < 128)).toBe(true);
  }
});

test.each([
  ['aws:PrincipalTag/tag-key', 'aws:PrincipalTag/${TagKey}'],
  ['s3:ExistingObjectTag/<key>', 's3:ExistingObjectTag/${TagKey}'],
  ['glacier:ResourceTag/', 'glacier:ResourceTag/${TagKey}'],
  ['aws:ResourceTag/${TagKey}', 'aws:ResourceTag/${TagKey}'],
  ['iotcore:Add/group', 'iotcore:Add/group'],
  ['s3:prefix', 's3:prefix'],
])('%s is written %s', (key, expected) => {
  expect(keyName(key)).toBe(expected);
});

test.each([
  ['ArrayOfString', ['String', 1]],
  ['ArrayOfARN', ['ARN', 1]],
  ['Boolean', ['Bool', 0]],
  ['IP', ['IPAddress', 0]],
  ['Numeric', ['Numeric', 0]],
])('type %s', (type, expected) => {
  expect(keyType(type)).toEqual(expected);
});

test('an unknown type stops the build', () => {
  expect(() => keyType('Colour')).toThrow('Colour');
});
