export { clientFor, type Answer, type Call, type Client, type ClientRole } from './client.js';
export { startEngine, type DemoCredentials, type Engine, type EngineOptions } from './engine.js';
export { eventually } from './eventually.js';
export { startProcess, type Ending, type Process, type ProcessOptions } from './process.js';
export { answerProblems, documentOf, type OpenApiDocument } from './openapi.js';
export { sendRaw, type RawAnswer } from './raw.js';
export { startReceiver, type Received, type Receiver, type Reply } from './receiver.js';
export { atTheEnd, releaseAll } from './release.js';
export { temporaryFolder } from './temporary-folder.js';
