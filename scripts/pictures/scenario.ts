import type { Clip, Driver } from '../host/driver';

/** A picture of the real editor: what a person does first, and which part of the window is kept. */
export interface Scenario {
  /** The file under media/, without its ending. */
  readonly name: string;
  /** User settings of this picture beside the usual ones: the theme, the size of the text. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The size of the window, in CSS pixels; the picture has twice as many pixels. */
  readonly window?: { readonly width: number; readonly height: number };
  /** What is done before the picture is taken; it waits for what is to be seen, never for a time. */
  readonly act: (driver: Driver) => Promise<void>;
  /** A part of the window: a rectangle, or the first match of a selector; else the whole window. */
  readonly part?: { readonly clip: Clip } | { readonly selector: string };
}
