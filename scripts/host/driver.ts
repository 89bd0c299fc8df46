import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { writeSettings } from './server';

/** A rectangle of the window, in CSS pixels. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Milliseconds that a text or an element has to come up. */
const patience = 20_000;

/**
 * What a person does in the editor's window, one verb each, with arguments that can be sent as JSON:
 * scenarios for pictures call them directly, tests in the extension host through the control address.
 */
export interface Driver {
  /** Opens a file of the workspace by its path there. */
  readonly openFile: (args: { readonly path: string }) => Promise<void>;
  /** Runs a command by its title in the command palette, such as "View: Toggle Panel"; what it does is to be waited for. */
  readonly command: (args: { readonly title: string }) => Promise<void>;
  /** Goes to a line and column, both from 1. */
  readonly goTo: (args: { readonly line: number; readonly column?: number }) => Promise<void>;
  /** Types text where the focus is. */
  readonly type: (args: { readonly text: string }) => Promise<void>;
  /** Presses a key or a chord, in Playwright's words: "Escape", "Control+Space". */
  readonly press: (args: { readonly key: string }) => Promise<void>;
  /** Clicks the first visible place that shows the text, or the first match of the selector. */
  readonly click: (args: { readonly text?: string; readonly selector?: string }) => Promise<void>;
  /** Holds the pointer over such a place, so that the hover comes up. */
  readonly hover: (args: { readonly text?: string; readonly selector?: string }) => Promise<void>;
  /** Waits until the text can be seen, or a match of the selector. */
  readonly waitFor: (args: { readonly text?: string; readonly selector?: string }) => Promise<void>;
  /** The text of the first match of the selector. */
  readonly read: (args: { readonly selector: string }) => Promise<string>;
  /** Puts user settings in place of the ones before; those of the start are kept. */
  readonly settings: (args: { readonly values: Readonly<Record<string, unknown>> }) => Promise<void>;
  /** Resizes the window. */
  readonly resize: (args: { readonly width: number; readonly height: number }) => Promise<void>;
  /** Writes a PNG of the window, or of a part of it: a rectangle or the first match of the selector. */
  readonly screenshot: (args: {
    readonly file: string;
    readonly clip?: Clip;
    readonly selector?: string;
  }) => Promise<void>;
}

/** Where a driver writes: the settings file of the editor, the settings that stay in it, and how a picture's name becomes a path. */
export interface DriverPlaces {
  readonly settingsFile: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly pictureFile: (name: string) => string;
}

/** The verbs over one page of the embedded editor. */
export function createDriver(page: Page, places: DriverPlaces): Driver {
  const find = ({ text, selector }: { readonly text?: string; readonly selector?: string }) =>
    (selector === undefined ? page.getByText(text ?? '') : page.locator(selector)).filter({ visible: true }).first();
  /** Accepts the entry whose spoken label holds these words, once it is the chosen one: the list lags behind the text. */
  const quickInput = async (text: string, label: string) => {
    const box = page.locator('.quick-input-widget input').first();
    await box.waitFor({ state: 'visible', timeout: patience });
    await box.fill(text);
    const chosen = `.quick-input-list .monaco-list-row.focused[aria-label*=${JSON.stringify(label)}]`;
    await page.locator(chosen).waitFor({ timeout: patience });
    await page.keyboard.press('Enter');
  };
  return {
    openFile: async ({ path }) => {
      const name = path.split('/').at(-1) ?? path;
      await page.keyboard.press('Control+P');
      await quickInput(path, name);
      await find({ selector: `.tab.active[aria-label*=${JSON.stringify(name)}]` }).waitFor({ timeout: patience });
    },
    command: async ({ title }) => {
      await page.keyboard.press('F1');
      await quickInput(`>${title}`, title);
    },
    goTo: async ({ line, column = 1 }) => {
      await page.keyboard.press('Control+G');
      await quickInput(`:${line}:${column}`, `line ${line}, column ${column}`);
      await find({ text: `Ln ${line}, Col ${column}` }).waitFor({ timeout: patience });
    },
    type: ({ text }) => page.keyboard.type(text, { delay: 15 }),
    press: ({ key }) => page.keyboard.press(key),
    click: (args) => find(args).click({ timeout: patience }),
    hover: (args) => find(args).hover({ timeout: patience }),
    waitFor: (args) => find(args).waitFor({ timeout: patience }),
    read: async (args) => (await find(args).textContent({ timeout: patience })) ?? '',
    settings: ({ values }) => writeSettings(places.settingsFile, { ...places.settings, ...values }),
    resize: (size) => page.setViewportSize(size),
    screenshot: async ({ file, clip, selector }) => {
      const path = places.pictureFile(file);
      await mkdir(dirname(path), { recursive: true });
      if (selector !== undefined) await find({ selector }).screenshot({ path });
      else await page.screenshot({ path, ...(clip === undefined ? {} : { clip }) });
    },
  };
}
