/** The use cases of a context that a dialect calls, as an app has made them. */
export type UseCases<Context, Name extends keyof Context> = {
  readonly [Each in Name]: Context[Each] extends (...parts: never[]) => infer UseCase ? UseCase : never;
};
