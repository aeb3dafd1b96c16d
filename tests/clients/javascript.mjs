// Apollo Client and urql, by POST and by GET: answers come as data, errors as GraphQL errors.
import assert from "node:assert/strict";

import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { Client, fetchExchange } from "@urql/core";

import { check, finish } from "./check.mjs";

const url = `${process.env.CERTGRAPH_URL}/graphql`;
const question = gql`query Exam($code: String!) { exam(code: $code) { id code title } }`;
const variables = { code: "AZ-104" };
const mistakes = [
  ["GRAPHQL_VALIDATION_FAILED", gql`{ nothing }`],
  ["BAD_USER_INPUT", gql`{ exams(first: 101) { totalCount } }`],
  ["UNKNOWN_ROLE", gql`{ recommendedPaths(role: "nobody") { __typename } }`],
];

for (const useGETForQueries of [false, true]) {
  const client = new ApolloClient({ link: new HttpLink({ uri: url, useGETForQueries }), cache: new InMemoryCache() });
  const way = `Apollo Client by ${useGETForQueries ? "GET" : "POST"}`;
  await check(way, async () => {
    const { data } = await client.query({ query: question, variables });
    assert.equal(data.exam.code, "AZ-104");
  });
  for (const [code, query] of mistakes) {
    await check(`${way}: ${code}`, async () => {
      const error = await client.query({ query }).then(() => undefined, (error) => error);
      assert.ok(CombinedGraphQLErrors.is(error), `no GraphQL error: ${error}`);
      assert.equal(error.errors[0].extensions.code, code);
    });
  }
}

for (const preferGetMethod of [false, "force"]) {
  const client = new Client({ url, preferGetMethod, exchanges: [fetchExchange] });
  const way = `urql by ${preferGetMethod ? "GET" : "POST"}`;
  await check(way, async () => {
    const { data, error } = await client.query(question, variables).toPromise();
    assert.equal(error, undefined);
    assert.equal(data.exam.code, "AZ-104");
  });
  for (const [code, query] of mistakes) {
    await check(`${way}: ${code}`, async () => {
      const { error } = await client.query(query, {}).toPromise();
      assert.equal(error?.networkError, undefined);
      assert.equal(error?.graphQLErrors[0].extensions.code, code);
    });
  }
}
finish("JavaScript clients");
