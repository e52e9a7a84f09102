import { eachMutant, suiteNotices } from '@affinity-engine/kernel/testing';
import type { MovedCertificate } from '../movement.js';
import type { CertificateMovements, MovementQuery } from '../movements.js';
import { memoryAffinityWork, memoryMovements, movementsContract, type MovementsContractFixtures } from './index.js';

type Mutant = (movements: CertificateMovements) => CertificateMovements;

const opened =
  (mutant: Mutant = (movements) => movements) =>
  async (): Promise<MovementsContractFixtures> => {
    const { work, affinities, partners } = memoryAffinityWork();
    return { work, movements: mutant(memoryMovements(affinities, partners)), close: async () => undefined };
  };

const asking =
  (other: (query: MovementQuery) => Partial<MovementQuery>): Mutant =>
  ({ page }) => ({ page: (query) => page({ ...query, ...other(query) }) });

const telling =
  (change: (certificate: MovedCertificate) => MovedCertificate): Mutant =>
  ({ page }) => ({ page: async (query) => (await page(query)).map(change) });

const without =
  (isLost: (certificate: MovedCertificate, query: MovementQuery) => boolean): Mutant =>
  ({ page }) => ({ page: async (query) => (await page(query)).filter((each) => !isLost(each, query)) });

const mutants: Readonly<Record<string, Mutant>> = {
  'lists more than the rows asked for': asking(({ rows }) => ({ rows: rows + 1 })),
  'ignores where to go on': asking(() => ({ after: undefined })),
  'goes on behind all of one moment': asking(({ after }) => (after ? { after: { ...after, id: '~' } } : {})),
  'goes on before all of one moment': asking(({ after }) => (after ? { after: { ...after, id: '' } } : {})),
  'lists one product': asking(() => ({ productId: 'product-1' })),
  'lists one section': asking(() => ({ section: 'issues' })),
  'lists the other version, too': asking(({ productVersions }) => ({ productVersions: [...productVersions, 'v3'] })),
  'lists all versions where none is asked for': asking(({ productVersions }) =>
    productVersions.length === 0 ? { productVersions: ['v1'] } : {},
  ),
  'begins a day too early': asking(() => ({ from: '2025-12-31' as MovementQuery['from'] })),
  'begins a day too late': asking(() => ({ from: '2026-01-02' as MovementQuery['from'] })),
  'leaves out the last day': asking(() => ({ to: '2026-01-30' as MovementQuery['to'] })),
  'ends a day too late': asking(() => ({ to: '2026-02-01' as MovementQuery['to'] })),
  'reckons months in UTC': without(({ issuedAt }, { section }) => section === 'issues' && issuedAt! >= '2026-02-01'),
  'lists the newest first': ({ page }) => ({ page: async (query) => [...(await page(query))].reverse() }),
  'forgets whose it is': telling((each) => ({ ...each, partnerName: '' })),
  'takes all for one partner’s': telling((each) => ({ ...each, partnerId: 'partner-1' })),
  'forgets what is renewed': telling((each) => ({ ...each, originalNumber: null })),
  'takes the number for the original’s': telling((each) => ({ ...each, originalNumber: each.certificateNumber })),
  'forgets the refund': telling((each) => ({ ...each, cancellation: null })),
  'tells what the holder wrote': telling((each) => ({
    ...each,
    cancellation: each.cancellation && { ...each.cancellation, description: 'x' },
  })),
  'leaves out what was canceled later': without(
    ({ cancellation }, { section }) => section === 'issues' && cancellation !== null,
  ),
};

movementsContract('in memory', opened());

suiteNotices('the movements of certificates', movementsContract, opened(), eachMutant(mutants, opened));
