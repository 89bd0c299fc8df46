import type { Driver } from '../../../scripts/host/driver';

/** The control address of the embedded editor; the desktop VS Code has none. */
const address = process.env.WRIT_EDITOR_CONTROL;

/** Whether a test can act on the window as a person does. Only the embedded editor offers it; what a test proves must not hang on it. */
export const hasWindow: boolean = address !== undefined;

/** Acts on the editor's window as a person does: the verbs are those of `Driver`. */
export async function act<Verb extends keyof Driver>(verb: Verb, args: Parameters<Driver[Verb]>[0]): Promise<unknown> {
  if (address === undefined) throw new Error('This editor has no control address.');
  const response = await fetch(`${address}/${verb}`, { method: 'POST', body: JSON.stringify(args) });
  const body = (await response.json()) as { readonly value?: unknown; readonly error?: string };
  if (body.error !== undefined) throw new Error(`${verb}: ${body.error}`);
  return body.value;
}

/** Writes a picture of the window into test-results/ where the editor can; a picture that fails is said and fails nothing. */
export async function saveScreenshot(file: string): Promise<void> {
  if (!hasWindow) return;
  await act('screenshot', { file }).catch((error: unknown) => console.log(`No screenshot ${file}: ${error}`));
}
