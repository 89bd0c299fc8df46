import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAll } from './build';
import { createDriver } from './host/driver';
import { ensureHost } from './host/install';
import { openBrowser, openWorkbench, windowSize } from './host/page';
import { quietSettings, settingsFileIn, startHost, writeSettings } from './host/server';
import { temporaryFolder, undoOnExit } from './host/undo';
import { isMain, reportAndExit } from './main-script';
import { inRoot, root } from './paths';
import type { Scenario } from './pictures/scenario';
import { scenarios } from './pictures/scenarios';

/** What all pictures have in common: few distractions, and text that can be read in a README. */
const pictureSettings: Readonly<Record<string, unknown>> = {
  'workbench.colorTheme': 'Default Dark Modern',
  'editor.fontSize': 14,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'window.commandCenter': false,
  'window.title': '${rootName}',
  'workbench.layoutControl.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'breadcrumbs.enabled': false,
};

/** `npm run pictures [-- NAME…]`: takes the pictures again, each in a fresh editor over a copy of the example workspace. */
async function takePictures(names: readonly string[]): Promise<void> {
  const chosen = scenarios.filter((scenario) => names.length === 0 || names.includes(scenario.name));
  if (chosen.length === 0)
    throw new Error(`No such picture. There are: ${scenarios.map(({ name }) => name).join(', ')}`);
  await buildAll({ minify: false, watch: false });
  for (const scenario of chosen) console.log(`Wrote ${await takePicture(scenario)}`);
}

/** Takes one picture of an extension at work in a workspace and answers the file. */
export async function takePicture(
  scenario: Scenario,
  { extension = root, workspace = inRoot('examples'), into = inRoot('media') } = {},
): Promise<string> {
  const undo = undoOnExit();
  try {
    const place = await ensureHost();
    const folder = await temporaryFolder(undo, 'picture');
    const copy = join(folder, 'examples');
    const data = join(folder, 'data');
    await mkdir(copy);
    await cp(workspace, copy, { recursive: true });
    const settings = { ...quietSettings, ...pictureSettings, ...scenario.settings };
    await writeSettings(settingsFileIn(data), settings);
    const { browser, page } = await openBrowser(2);
    undo.add(() => browser.close());
    const host = await startHost(place, { workspace: copy, extensions: [extension], data });
    undo.add(host.stop);
    await page.setViewportSize(scenario.window ?? windowSize);
    await openWorkbench(page, host.url);
    const driver = createDriver(page, {
      settingsFile: settingsFileIn(data),
      settings,
      pictureFile: (name) => join(into, name),
    });
    const file = `${scenario.name}.png`;
    await scenario.act(driver).catch(async (error: unknown) => {
      await page.screenshot({ path: inRoot('test-results', `failed-${file}`) });
      throw error;
    });
    await driver.screenshot({ file, ...scenario.part });
    return join(into, file);
  } finally {
    await undo.all();
  }
}

if (isMain(import.meta.url)) reportAndExit(takePictures(process.argv.slice(2)));
