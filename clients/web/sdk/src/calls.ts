import type { paths } from "./api.js";

/** The calls under `/v1` as the server's OpenAPI document has them, by their paths. */
type Calls = { [Full in keyof paths as Full extends `/v1${infer Path}` ? Path : never]: paths[Full] };

export type Verb = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

type CallOf<V extends Verb, P extends keyof Calls> = Calls[P][Lowercase<V>];

/** The paths that there is such a call of; of several verbs, those that there is each of. */
export type PathOf<V extends Verb> = { [P in keyof Calls]: undefined extends CallOf<V, P> ? never : P }[keyof Calls];

export interface CallSettings {
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** What a call wants: the parts of its path, its query, its headers and its body. */
export type Wanted<V extends Verb, P extends PathOf<V>> = CallSettings & Parts<Parameters<CallOf<V, P>>> & BodyOf<CallOf<V, P>>;

/** Those of a call that wants nothing may be left out. */
export type Given<V extends Verb, P extends PathOf<V>> = object extends Wanted<V, P> ? [wanted?: Wanted<V, P>] : [wanted: Wanted<V, P>];

/** What a call answers when it went well; nothing where the answer has no JSON. */
export type AnswerOf<V extends Verb, P extends PathOf<V>> = CallOf<V, P> extends { responses: infer Responses }
  ? { [Status in keyof Responses]: Status extends 200 | 201 ? JsonOf<Responses[Status]> : Status extends 204 ? void : never }[keyof Responses]
  : never;

type Parameters<Call> = Call extends { parameters: infer All } ? All : never;

type Parts<All> = Part<"path", All> & Part<"query", All> & Part<"header", All>;

/** What is undefined is left out of a query. */
type Part<Name extends string, All> = All extends { [Key in Name]?: infer Values }
  ? [Values] extends [undefined]
    ? unknown
    : object extends Values
      ? { [Key in Name]?: OrUndefined<NonNullable<Values>> }
      : { [Key in Name]: OrUndefined<NonNullable<Values>> }
  : unknown;

type OrUndefined<Values> = { [Key in keyof Values]: object extends Pick<Values, Key> ? Values[Key] | undefined : Values[Key] };

/** What isn't JSON is sent as it is. */
type BodyOf<Call> = Call extends { requestBody: { content: { "application/json": infer Body } } }
  ? { body: Body }
  : Call extends { requestBody?: never }
    ? unknown
    : { bytes: Blob };

type JsonOf<Response> = Response extends { content: { "application/json": infer Json } } ? Json : void;
