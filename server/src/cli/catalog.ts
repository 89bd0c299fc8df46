import type { Catalog } from '../catalog/catalog';
import { openCatalog } from '../catalog/packed';
import { catalogFolder, readCatalogFiles } from '../node/catalog-files';

/** The catalog that stands beside the running bundle (`dist/catalog`). Throws where it is missing: the build makes both. */
export function shippedCatalog(): Catalog {
  return openCatalog(readCatalogFiles(catalogFolder()));
}
