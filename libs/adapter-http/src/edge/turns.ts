import type { ServerResponse } from 'node:http';

/** Lets each caller have few slow calls under way at once; its others wait in their order. */
export type Turns = {
  /**
   * Waits for the turn of a call.
   * @returns what ends the turn, for one that begins to work only then; null if the caller hung up before. The turn of a call
   * that has not begun ends by itself when its connection closes
   */
  take(caller: string, response: ServerResponse): Promise<Turn | null>;
};

/** The turn of a call. */
export type Turn = {
  /** Work begins: also if the caller hangs up, the turn lasts until the returned function is called. */
  begin(): () => void;
};

type Caller = { running: number; readonly waiting: Set<() => void> };

/** @param most calls of one caller that are under way at once */
export function turnsOf(most: number): Turns {
  const callers = new Map<string, Caller>();
  return {
    async take(name, response) {
      const caller = callers.get(name) ?? { running: 0, waiting: new Set() };
      callers.set(name, caller);
      if (caller.running < most) caller.running += 1;
      else if (!(await isNext(caller, response))) return null;
      return turnUntil(response, () => end(name, caller));
    },
  };

  function end(name: string, caller: Caller): void {
    const [next] = caller.waiting;
    // The place goes over to the next one: a call that comes now waits behind it.
    if (next !== undefined) return next();
    caller.running -= 1;
    if (caller.running === 0) callers.delete(name);
  }
}

function turnUntil(response: ServerResponse, end: () => void): Turn {
  if (response.destroyed) end();
  else response.once('close', end);
  return {
    begin() {
      response.off('close', end);
      return end;
    },
  };
}

/** Whether a call comes to its turn; false once its caller hung up. */
function isNext({ waiting }: Caller, response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isOurTurn: boolean): void => {
      waiting.delete(begin);
      response.off('close', leave);
      resolve(isOurTurn);
    };
    const begin = (): void => settle(true);
    const leave = (): void => settle(false);
    waiting.add(begin);
    response.once('close', leave);
    if (response.destroyed) leave();
  });
}
