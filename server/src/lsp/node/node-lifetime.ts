import type { Lifetime } from '../connection';

/** How often is looked whether the client still runs. */
const LOOK_EVERY_MS = 3_000;

export const nodeLifetime: Lifetime = {
  exit: (code) => process.exit(code),
  watch(processId, exit) {
    const look = () => {
      if (!isRunning(processId)) exit();
    };
    // The timer alone is no reason for the process to stay.
    setInterval(look, LOOK_EVERY_MS).unref();
  },
};

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // A process of another user cannot be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
