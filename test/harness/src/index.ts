export { clientFor, type Answer, type Call, type Caller, type Client, type ClientRole } from './client.js';
export { cnpjOf } from './cnpj.js';
export { startDispatcher } from './cluster.js';
export { startEngine, type Engine, type EngineOptions } from './engine.js';
export { eventually, type Patience } from './eventually.js';
export {
  fromSources,
  startNode,
  startProcess,
  type Ending,
  type NodeOptions,
  type Process,
  type ProcessOptions,
} from './process.js';
export { answerProblems, deliveryProblems, documentOf, exampleProblems, type OpenApiDocument } from './openapi.js';
export { sendRaw, type RawAnswer } from './raw.js';
export { startReceiver, type Received, type Receiver, type Reply } from './receiver.js';
export { atTheEnd, releaseAll } from './release.js';
export { startRoundRobin, type RoundRobin } from './round-robin.js';
export { startApi, type DemoCredentials } from './start-api.js';
export { temporaryFolder } from './temporary-folder.js';
