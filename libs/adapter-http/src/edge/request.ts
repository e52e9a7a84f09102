export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The parts of a request as they came: of no shape yet. */
export type RequestParts = { readonly params: unknown; readonly query: unknown; readonly body: unknown };
