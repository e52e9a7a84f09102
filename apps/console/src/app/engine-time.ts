import { useQuery } from '@tanstack/react-query';
import { answerOf, engine } from '../api/engine.js';
import { useNow } from './now.js';
import { useMay } from './session.js';

/** The clock of the engine's rules; in a sandbox it may be far from that of the wall. Undefined for those who may not read it. */
export function useClock() {
  const enabled = useMay()('getClock');
  return useQuery({
    queryKey: ['clock'],
    queryFn: () => answerOf(engine.GET('/ops/v1/clock')),
    refetchInterval: 30_000,
    enabled,
  });
}

/** The present moment of the engine's rules, by the last reading of its clock. */
export function useEngineNow(): number {
  const { data, dataUpdatedAt } = useClock();
  const now = useNow();
  return data === undefined ? now : Date.parse(data.now) + Math.max(0, now - dataUpdatedAt);
}
