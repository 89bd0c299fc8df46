import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumMissing, findChromium } from './needs';
import { startLimit } from './server';

/** The size of the window, in CSS pixels. */
export const windowSize = { width: 1280, height: 800 };

const quietFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium without a window. Fails with words for people where there is none. `scale` is device pixels per CSS pixel. */
export async function openBrowser(scale = 1): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(chromiumMissing);
  // Chromium refuses its sandbox to root.
  const args = process.getuid?.() === 0 ? [...quietFlags, '--no-sandbox'] : quietFlags;
  const browser = await chromium.launch({ executablePath, args, timeout: startLimit });
  try {
    const context = await browser.newContext({ viewport: windowSize, deviceScaleFactor: scale });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    return { browser, page: await context.newPage() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Opens the editor's address and waits until its workbench stands. */
export async function openWorkbench(page: Page, url: string): Promise<void> {
  await page.goto(url, { timeout: startLimit });
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: startLimit });
}
