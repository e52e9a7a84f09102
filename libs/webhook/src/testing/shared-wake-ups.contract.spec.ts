import { suiteNotices } from '@affinity-engine/kernel/testing';
import { wakeUpsOver, type WakeUpChannel } from '../wake-ups.js';
import { sharedWakeUpsContract, virtualTime, type SharedWakeUpsContractFixtures } from './index.js';

type Mutant = Partial<{
  /** The processes a message goes to, of those with room and of all. */
  readonly to: (withRoom: readonly Member[], all: readonly Member[]) => readonly Member[];
  readonly channel: (sound: WakeUpChannel, wake: () => void) => WakeUpChannel;
  readonly sentWithoutIds: boolean;
}>;
type Member = { hasRoom: boolean; readonly wake: () => void };

/** Messages between processes in memory: each goes to one that has room, in turn. */
const opened =
  ({ to = (withRoom) => withRoom, channel = (sound) => sound, sentWithoutIds = false }: Mutant = {}) =>
  async (): Promise<SharedWakeUpsContractFixtures> => {
    const { sleep, pass, clock } = virtualTime();
    const members: Member[] = [];
    let turn = 0;

    function deliver(): void {
      const chosen = to(
        members.filter(({ hasRoom }) => hasRoom),
        members,
      );
      turn += 1;
      chosen[turn % chosen.length]?.wake();
    }

    function member(wake: () => void): WakeUpChannel {
      const own: Member = { hasRoom: false, wake };
      members.push(own);
      const sound: WakeUpChannel = {
        send: deliver,
        listen(hasRoom) {
          const ranOut = own.hasRoom && !hasRoom;
          const began = hasRoom && !own.hasRoom;
          own.hasRoom = hasRoom;
          if (began) wake();
          if (ranOut) deliver();
        },
      };
      return channel(sound, wake);
    }

    const timer = (ms: number, act: () => void) => {
      const until = clock.now() + ms;
      let canceled = false;
      void sleep(until - clock.now()).then(() => {
        if (!canceled) act();
      });
      return () => void (canceled = true);
    };
    return {
      processes: async (count) =>
        Array.from({ length: count }, () => {
          const wakeUps = wakeUpsOver(timer, member);
          return sentWithoutIds
            ? { ...wakeUps, notify: (ids) => wakeUps.notify(ids.length > 0 ? ids : ['any']) }
            : wakeUps;
        }),
      settle: () => pass(5),
    };
  };

sharedWakeUpsContract('in memory', opened());

suiteNotices('wake-ups of several processes', sharedWakeUpsContract, opened(), {
  'sends nothing': opened({ channel: (sound) => ({ ...sound, send: () => undefined }) }),
  'sends one message only': opened({
    channel: (sound) => {
      let sent = false;
      return {
        ...sound,
        send: (ids) => {
          if (!sent) sound.send(ids);
          sent = true;
        },
      };
    },
  }),
  'sends no message about many endpoints': opened({
    channel: (sound) => ({ ...sound, send: (ids) => (ids.length > 0 ? sound.send(ids) : undefined) }),
  }),
  'sends messages also where no endpoint is named': opened({ sentWithoutIds: true }),
  'reaches processes that dispatch nothing': opened({ to: (_, all) => all }),
  'reaches the first process only, with room or not': opened({ to: (_, all) => all.slice(0, 1) }),
  'does not look for work when it begins to listen': opened({
    channel: (sound, wake) => ({ ...sound, listen: (hasRoom) => (hasRoom ? wake() : sound.listen(false)) }),
  }),
  'goes on listening without room': opened({
    channel: (sound) => ({ ...sound, listen: (hasRoom) => (hasRoom ? sound.listen(true) : undefined) }),
  }),
  'never listens again after it had no room': opened({
    channel: (sound) => {
      let hadNone = false;
      return {
        ...sound,
        listen(hasRoom) {
          hadNone ||= !hasRoom;
          if (!hasRoom || !hadNone) sound.listen(hasRoom);
        },
      };
    },
  }),
});
