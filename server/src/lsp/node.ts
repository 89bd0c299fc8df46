import { join } from 'node:path';
import { openCatalog } from '../catalog/packed';
import { catalogFolder, readCatalogFiles } from '../node/catalog-files';
import { headText } from '../node/git';
import { nodeClock } from '../node/node-clock';
import { nodeFiles } from '../node/node-files';
import { createProofThread, isProofThread, serveProofs } from '../node/proof-thread';
import { createConnection, ProposedFeatures } from './protocol';
import { serve } from './server';

const openShippedCatalog = () => openCatalog(readCatalogFiles(catalogFolder()));

/** The language server in Node: `--stdio`, or IPC when VS Code has forked it; or its thread for proofs. */
if (isProofThread()) serveProofs(openShippedCatalog);
else
  serve(createConnection(ProposedFeatures.all), {
    files: nodeFiles,
    clock: nodeClock,
    now: () => new Date().toISOString(),
    openCatalog: openShippedCatalog,
    headText,
    createProver: (log) => createProofThread(join(__dirname, 'server.js'), log),
  });
