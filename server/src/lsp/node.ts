import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { openCatalog } from '../catalog/packed';
import { catalogFolder, readCatalogFiles } from '../node/catalog-files';
import { nodeClock } from '../node/node-clock';
import { nodeFiles } from '../node/node-files';
import { serve } from './server';

/** The language server in Node: `--stdio`, or IPC when VS Code has forked it. */
serve(createConnection(ProposedFeatures.all), {
  files: nodeFiles,
  clock: nodeClock,
  now: () => new Date().toISOString(),
  openCatalog: () => openCatalog(readCatalogFiles(catalogFolder())),
});
