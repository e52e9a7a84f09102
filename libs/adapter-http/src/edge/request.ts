export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The parts of a request before they are checked. */
export type RequestParts = { readonly params: unknown; readonly query: unknown; readonly body: unknown };
