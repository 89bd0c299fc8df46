import type { Session } from './session';

/** Policies, models, exports and configurations: all of it is JSON. */
const WATCHED = ['**/*.{json,jsonc}'];

/** Asks the client to tell of files that change outside the editor. */
export async function watchFiles({ connection, abilities }: Session): Promise<void> {
  if (!abilities.watchedFiles) return;
  const watchers = WATCHED.map((globPattern) => ({ globPattern }));
  await connection.sendRequest('client/registerCapability', {
    registrations: [{ id: 'writ-files', method: 'workspace/didChangeWatchedFiles', registerOptions: { watchers } }],
  });
}
