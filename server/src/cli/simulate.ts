import { EXIT, type Terminal } from './terminal';

export interface SimulateOptions {
  readonly model?: string;
}

export async function simulate(_options: SimulateOptions, terminal: Terminal): Promise<number> {
  terminal.note('writ: not yet');
  return EXIT.couldNotRun;
}
