/** How much of an answer is read, and how much the attempt log keeps. */
const readBytes = 64 * 1024;
const keptCharacters = 1024;

type Body = AsyncIterable<Uint8Array> & { destroy(): unknown };

/** Reads an answer up to 64 KiB and keeps its beginning as printable text; the rest is not read. */
export async function excerptOf(body: Body): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= readBytes) {
      body.destroy();
      break;
    }
  }
  const text = Buffer.concat(chunks).subarray(0, readBytes).toString('utf8');
  return text.replace(/\p{Cc}/gu, '\ufffd').slice(0, keptCharacters);
}
