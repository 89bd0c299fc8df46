import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { ensureHost } from '../../../scripts/host/install';
import { chromiumMissing, findChromium } from '../../../scripts/host/needs';
import { cacheFolder } from '../../../scripts/host/place';
import { inRoot } from '../../../scripts/paths';

/** Milliseconds without an answer after which a download is given up. */
const downloadPatience = 10_000;

/**
 * The program that runs editor tests: the desktop VS Code where it can be downloaded and shown, otherwise the embedded
 * editor. WRIT_EDITOR=desktop or WRIT_EDITOR=embedded leaves no choice. Fails where neither can be had: tests are never skipped.
 */
export async function findEditor(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const wish = env.WRIT_EDITOR;
  if (wish === 'embedded') return embeddedEditor();
  const desktop = await desktopEditor(env);
  if (desktop.path !== undefined) return desktop.path;
  if (wish === 'desktop') throw new Error(`The desktop VS Code cannot be used: ${desktop.why}`);
  console.log(`Testing in the embedded editor, because the desktop VS Code cannot be used: ${desktop.why}`);
  return embeddedEditor();
}

type Desktop = { readonly path: string; readonly why?: never } | { readonly path?: never; readonly why: string };

async function desktopEditor(env: NodeJS.ProcessEnv): Promise<Desktop> {
  const needsDisplay = process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
  if (needsDisplay) return { why: 'there is no display (xvfb-run gives one).' };
  try {
    const cachePath = join(cacheFolder(env), 'desktop');
    await mkdir(cachePath, { recursive: true });
    return { path: await downloadAndUnzipVSCode({ cachePath, timeout: downloadPatience }) };
  } catch (error) {
    return { why: `its download failed (${error instanceof Error ? error.message : String(error)}).` };
  }
}

/** Everything is looked for here, before the editor starts, so that what is missing is said once and plainly. */
async function embeddedEditor(): Promise<string> {
  if (findChromium() === undefined) throw new Error(chromiumMissing);
  await ensureHost();
  return inRoot('scripts/host/code-web.mjs');
}
