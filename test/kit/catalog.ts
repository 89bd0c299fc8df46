/** The built catalog, for tests: opened once for each test file. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../server/src/catalog/catalog';
import type { CatalogBytes } from '../../server/src/catalog/format';
import { openCatalog } from '../../server/src/catalog/packed';
import { readCatalogFiles } from '../../server/src/node/catalog-files';

const folder = join(__dirname, '..', '..', 'dist', 'catalog');
let opened: Catalog | undefined;

export function testCatalogBytes(): CatalogBytes {
  if (!existsSync(join(folder, 'index.json'))) throw new Error('dist/catalog is missing: run "npm run build" first.');
  return readCatalogFiles(folder);
}

export function testCatalog(): Catalog {
  opened ??= openCatalog(testCatalogBytes());
  return opened;
}
