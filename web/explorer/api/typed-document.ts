/** The text of an operation, with the types of what it takes and answers. */
export type TypedDocument<Answer, Variables> = string & {
  readonly answer?: Answer;
  readonly variables?: Variables;
};
