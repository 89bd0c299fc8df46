import { openCatalog } from '../catalog/packed';
import { catalogFolder, readCatalogFiles } from './node/catalog-files';
import { nodeClock } from './node/node-clock';
import { nodeConnection } from './node/node-connection';
import { nodeFiles } from './node/node-files';
import { nodeLifetime } from './node/node-lifetime';
import { serve } from './server';

/** The language server in Node: `--stdio`, or `--node-ipc` when VS Code has forked it. */
const connection = nodeConnection(process.argv.slice(2));
if (connection === undefined) {
  process.stderr.write('writ language server: start it with --stdio or --node-ipc.\n');
  process.exitCode = 2;
} else {
  serve(connection, nodeLifetime, {
    files: nodeFiles,
    clock: nodeClock,
    now: () => new Date().toISOString(),
    openCatalog: () => openCatalog(readCatalogFiles(catalogFolder())),
  });
}
