import { describe, expect, test } from 'vitest';
import { type Clock, createSchedule, inSlices } from '../../../server/src/workspace/schedule';

/** Time that passes when the test says so. */
function fakeClock() {
  let now = 0;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  };
  const pass = (milliseconds: number) => {
    const end = now + milliseconds;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      timers = timers.filter((each) => each !== next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = Math.max(now, end);
  };
  const work = (milliseconds: number) => {
    now += milliseconds;
  };
  return { clock, pass, work };
}

describe('schedule', () => {
  test('the last call for a key wins', () => {
    const { clock, pass } = fakeClock();
    const schedule = createSchedule(clock);
    const ran: string[] = [];
    schedule.soon('a', () => ran.push('first'));
    schedule.soon('a', () => ran.push('second'));
    schedule.soon('b', () => ran.push('other'));
    pass(0);
    expect(ran).toEqual(['second', 'other']);
  });

  test('costly work waits as long as it takes, at most 25 ms', () => {
    const { clock, pass, work } = fakeClock();
    const schedule = createSchedule(clock);
    let runs = 0;
    const costly = (cost: number) => () => {
      runs += 1;
      work(cost);
    };
    schedule.soon('a', costly(12));
    pass(0);
    schedule.soon('a', costly(400));
    pass(11);
    expect(runs).toBe(1);
    pass(1);
    expect(runs).toBe(2);
    schedule.soon('a', costly(1));
    pass(25);
    expect(runs).toBe(3);
  });

  test('work at rest waits for the end of typing and runs once', () => {
    const { clock, pass } = fakeClock();
    const schedule = createSchedule(clock);
    let rests = 0;
    schedule.atRest('model', () => {
      rests += 1;
    });
    for (let stroke = 0; stroke < 10; stroke += 1) {
      pass(100);
      schedule.soon('a', () => undefined);
    }
    expect(rests).toBe(0);
    pass(250);
    expect(rests).toBe(1);
    pass(1000);
    expect(rests).toBe(1);
  });

  test('cancelled and disposed work never runs', () => {
    const { clock, pass } = fakeClock();
    const schedule = createSchedule(clock);
    let runs = 0;
    const count = () => {
      runs += 1;
    };
    schedule.soon('a', count);
    schedule.cancel('a');
    schedule.soon('b', count);
    schedule.atRest('c', count);
    schedule.dispose();
    pass(1000);
    expect(runs).toBe(0);
  });
});

describe('work in slices', () => {
  /** Steps of three milliseconds. */
  function sliced(steps: number, isWanted: () => boolean = () => true) {
    const time = fakeClock();
    const done: string[] = [];
    let left = steps;
    const advance = () => {
      time.work(3);
      left -= 1;
      done.push('step');
      return left > 0;
    };
    return { ...time, done, result: inSlices(time.clock, advance, isWanted) };
  }

  test('little work is done at once', async () => {
    const { done, result } = sliced(3);
    expect(done).toEqual(['step', 'step', 'step']);
    expect(await result).toBe(true);
  });

  test('what waits has its turn between two slices', async () => {
    const { clock, done, pass, result } = sliced(6);
    clock.after(0, () => done.push('other'));
    expect(done).toEqual(['step', 'step', 'step', 'step']);
    pass(0);
    expect(await result).toBe(true);
    expect(done).toEqual(['step', 'step', 'step', 'step', 'other', 'step', 'step']);
  });

  test('work that nobody wants any more ends behind its slice', async () => {
    let isWanted = true;
    const { done, pass, result } = sliced(100, () => isWanted);
    isWanted = false;
    pass(0);
    expect(await result).toBe(false);
    expect(done.length).toBe(4);
  });
});
