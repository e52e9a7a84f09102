export { memoryRefusals, type MemoryRefusals } from './memory-refusals.js';
export { aRefusal, refusalBatch, refusalsContract, type RefusalsContractFixtures } from './refusals.contract.js';
