/** The text of an operation, with the types of its variables and its result. */
export type TypedDocument<Answer, Variables> = string & {
  readonly answer?: Answer;
  readonly variables?: Variables;
};
