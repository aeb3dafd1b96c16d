// What Relay asks of a schema: connections that go on, and objects that are found again by their ids.
import { graphql } from "relay-runtime";

export const query = graphql`
  query examsQuery($first: Int!) {
    ...exams_list @arguments(first: $first)
    node(id: "unknown") {
      ...exams_exam @alias
    }
  }
`;

export const list = graphql`
  fragment exams_list on Query
  @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" })
  @refetchable(queryName: "examsListQuery") {
    exams(first: $first, after: $after) @connection(key: "exams_list_exams") {
      edges {
        node {
          ...exams_exam
        }
      }
    }
  }
`;

export const exam = graphql`
  fragment exams_exam on Exam @refetchable(queryName: "examsExamQuery") {
    code
    title
  }
`;
