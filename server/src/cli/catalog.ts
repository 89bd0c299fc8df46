import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../catalog/catalog';
import { type CatalogBytes, INDEX_NAME } from '../catalog/format';
import { openCatalog } from '../catalog/packed';

/** The catalog that stands beside the running bundle (`dist/catalog`). Throws where it is missing: the build makes both. */
export function shippedCatalog(): Catalog {
  return openCatalog(catalogBytes(join(__dirname, 'catalog')));
}

function catalogBytes(folder: string): CatalogBytes {
  return {
    index: readFileSync(join(folder, INDEX_NAME), 'latin1'),
    slice: (blob, offset, length) => {
      const descriptor = openSync(join(folder, blob), 'r');
      try {
        const buffer = Buffer.alloc(length);
        return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, length, offset));
      } finally {
        closeSync(descriptor);
      }
    },
  };
}
