export { simulate, type Campaign, type CampaignSettings } from './campaign.js';
export { defects } from './defects/index.js';
export { keptSeeds } from './kept-seeds.js';
export { runSeed, type SeedOutcome } from './run-seed.js';
export { sometimesEvents } from './sometimes.js';
