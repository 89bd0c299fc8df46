/** The catalog's bytes out of files beside the bundle. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type BlobName, type CatalogBytes, INDEX_NAME } from '../catalog/format';

/** The folder `catalog` beside the running bundle (`dist/catalog`). */
export function catalogFolder(): string {
  return join(__dirname, 'catalog');
}

/** Reads the index now and pieces of the blobs when asked. Throws, as `fs` does, where the folder holds no catalog. */
export function readCatalogFiles(folder: string): CatalogBytes {
  return {
    index: readFileSync(join(folder, INDEX_NAME), 'latin1'),
    slice: (blob, offset, length) => readPiece(join(folder, blob satisfies BlobName), offset, length),
  };
}

/** No file stays open: an update may replace the folder while the server runs. */
function readPiece(file: string, offset: number, length: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(length);
    const read = readSync(descriptor, buffer, 0, length, offset);
    return buffer.toString('latin1', 0, read);
  } finally {
    closeSync(descriptor);
  }
}
