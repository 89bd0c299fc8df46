import type * as vscode from 'vscode';
import type { RememberedRequest } from '../../shared/messages';

const KEY = 'writ.rememberedRequests';
/** More than these nobody looks through. */
const MAX_REMEMBERED = 10;

/** The last requests of a workspace, newest first, each once. */
export interface Remembered {
  all(): readonly RememberedRequest[];
  add(entry: RememberedRequest): Promise<void>;
}

export function rememberedRequests(state: vscode.Memento): Remembered {
  const all = () => state.get<readonly RememberedRequest[]>(KEY, []);
  return {
    all,
    async add(entry) {
      const same = JSON.stringify(entry.request);
      const others = all().filter(({ request }) => JSON.stringify(request) !== same);
      await state.update(KEY, [entry, ...others].slice(0, MAX_REMEMBERED));
    },
  };
}
