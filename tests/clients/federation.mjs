// certgraph as a subgraph: composed with the subgraph of a partner, which has courses for exams, and asked
// through a gateway over HTTP. The second half are the cases of the audit for federation gateways that
// depend on a subgraph, sent to it as a gateway does.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";

import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";
import { assertCompositionSuccess, composeServices } from "@theguild/federation-composition";
import { buildSchema, graphql, parse } from "graphql";

import { check, finish } from "./check.mjs";

/** Starts a server of the program as a subgraph; its address and how to stop it. */
async function startSubgraph() {
  const folder = await mkdtemp(path.join(tmpdir(), "federation-"));
  const server = spawn(process.env.CERTGRAPH_BINARY, ["serve", "--listen", "127.0.0.1:0"], {
    env: { ...process.env, FEDERATION: "true", DATABASE_URL: `sqlite://${folder}/certgraph.db?mode=rwc` },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const address = await new Promise((resolve, reject) => {
    let text = "";
    server.stdout.on("data", (data) => {
      text += data;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (found !== null) {
        resolve(found[0]);
      }
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const stop = async () => {
    server.removeAllListeners("exit");
    server.kill();
    await once(server, "exit");
    await rm(folder, { recursive: true });
  };
  return { url: `${address}/graphql`, stop };
}

async function post(url, query, variables = {}) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

/** The courses of a partner, by exam. */
const COURSES = [
  { title: "Azure administration in five days", exam: { vendor: "microsoft", code: "AZ-104" } },
  { title: "Azure administration, weekends", exam: { vendor: "microsoft", code: "AZ-104" } },
  { title: "AI practitioner", exam: { vendor: "aws", code: "AIF-C01" } },
  { title: "An exam that no catalogue has", exam: { vendor: "microsoft", code: "XX-999" } },
];

const PARTNER_TYPES = `
  type Query {
    courses: [Course!]!
  }
  type Course @key(fields: "title") {
    title: String!
    exam: Exam
  }
  type Exam @key(fields: "vendor { slug } code") {
    code: String!
    vendor: Vendor!
    courses: [Course!]!
  }
  type Vendor @key(fields: "slug", resolvable: false) {
    slug: String!
  }
`;
const PARTNER_SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n${PARTNER_TYPES}`;

/** The subgraph of the partner on a port of its own. */
async function startPartner() {
  const schema = buildSchema(`
    directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT
    scalar _Any
    union _Entity = Course | Exam
    type _Service { sdl: String! }
    ${PARTNER_TYPES}
    extend type Query {
      _service: _Service!
      _entities(representations: [_Any!]!): [_Entity]!
    }
  `);
  const course = ({ title, exam }) => ({ __typename: "Course", title, exam: examOf(exam) });
  const examOf = ({ vendor, code }) => ({
    __typename: "Exam",
    code,
    vendor: { slug: vendor },
    courses: () => COURSES.filter(({ exam }) => exam.vendor === vendor && exam.code === code).map(course),
  });
  const rootValue = {
    courses: () => COURSES.map(course),
    _service: { sdl: PARTNER_SDL },
    _entities: ({ representations }) =>
      representations.map((it) => (it.__typename === "Exam" ? examOf({ vendor: it.vendor.slug, code: it.code }) : course(COURSES.find(({ title }) => title === it.title)))),
  };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) {
      body += part;
    }
    const { query, variables } = JSON.parse(body);
    const answer = await graphql({ schema, source: query, rootValue, variableValues: variables });
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}/graphql`, stop: () => server.close() };
}

const catalogue = await startSubgraph();
const partner = await startPartner();
const sdl = async (url) => (await post(url, "{ _service { sdl } }")).data._service.sdl;

const services = [
  { name: "catalogue", url: catalogue.url, typeDefs: parse(await sdl(catalogue.url)) },
  { name: "partner", url: partner.url, typeDefs: parse(await sdl(partner.url)) },
];
let supergraph;
await check("the subgraph composes with another one without errors", () => {
  const composed = composeServices(services);
  assertCompositionSuccess(composed);
  supergraph = composed.supergraphSdl;
  assert.match(supergraph, /type Exam/);
});

const runtime = createGatewayRuntime({ supergraph, logging: false, maskedErrors: false });
const gateway = createServer(runtime);
gateway.listen(0, "127.0.0.1");
await once(gateway, "listening");
const gatewayUrl = `http://127.0.0.1:${gateway.address().port}/graphql`;

await check("a gateway joins courses of one with exams of the other, and a course without a known exam stays", async () => {
  const answer = await post(gatewayUrl, "{ courses { title exam { code title fee { amount currency } vendor { slug name } } } }");
  // The title of an exam is never null, so the unknown one is null as a whole, with an error.
  assert.deepEqual(answer.errors.map(({ path }) => path.slice(0, 2)), [["courses", 3]], JSON.stringify(answer.errors));
  const [first, second, third, last] = answer.data.courses;
  assert.equal(first.exam.title, "Microsoft Azure Administrator");
  assert.equal(first.exam.fee.currency, "USD");
  assert.equal(first.exam.vendor.name, "Microsoft");
  assert.deepEqual(second.exam, first.exam);
  assert.equal(third.exam.vendor.slug, "aws");
  assert.equal(last.title, "An exam that no catalogue has");
  assert.equal(last.exam, null);
});

await check("a gateway adds courses to exams of a path", async () => {
  const answer = await post(gatewayUrl, '{ exam(code: "AZ-104") { title courses { title } } }');
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  assert.deepEqual(answer.data.exam, {
    title: "Microsoft Azure Administrator",
    courses: [{ title: "Azure administration in five days" }, { title: "Azure administration, weekends" }],
  });
});

await check("a day that is asked about is kept through the gateway", async () => {
  const answer = await post(gatewayUrl, '{ exam(code: "AI-102", asOf: "2026-06-12") { lifecycle { bookable } courses { title } } }');
  assert.deepEqual(answer.data.exam, { lifecycle: { bookable: true }, courses: [] });
});

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Exam { code vendor { slug } }
    ... on Vendor { name }
    ... on Role { title }
    ... on Certification { slug }
    ... on Node { id }
  }
}`;
const entities = (representations) => post(catalogue.url, ENTITIES, { representations });

await check("simple-entity-call, keys-mashup: each key finds the same object, in the order asked for", async () => {
  const byCode = { __typename: "Exam", vendor: { slug: "microsoft" }, code: "AZ-104" };
  const { data } = await entities([{ __typename: "Vendor", slug: "aws" }, byCode, { __typename: "Role", slug: "azure-ai-engineer" }]);
  const [vendor, exam, role] = data._entities;
  assert.deepEqual([vendor.name, exam.code, role.__typename], ["AWS", "AZ-104", "Role"]);
  const { data: again } = await entities([{ __typename: "Exam", id: exam.id }, byCode, { __typename: "Role", id: role.id }, { __typename: "Vendor", id: vendor.id }]);
  assert.deepEqual(again._entities, [exam, exam, role, vendor]);
});

await check("null-keys: unknown keys are null, nulls in keys are errors of their own, and the rest stays", async () => {
  const { data, errors } = await entities([
    { __typename: "Exam", vendor: { slug: "microsoft" }, code: "XX-999" },
    { __typename: "Exam", vendor: null, code: "AZ-104" },
    { __typename: "Vendor", slug: "aws" },
  ]);
  assert.deepEqual(data._entities.map((it) => it?.name ?? null), [null, null, "AWS"]);
  assert.deepEqual(errors.map((error) => error.path), [["_entities", 1]]);
});

await check("typename: aliases and fragments of __typename are answered for each member", async () => {
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { kind: __typename ...Named ... on Vendor { __typename slug } }
  }
  fragment Named on Node { __typename id }`;
  const { data } = await post(catalogue.url, query, { representations: [{ __typename: "Vendor", slug: "aws" }] });
  const { kind, __typename, slug } = data._entities[0];
  assert.deepEqual([kind, __typename, slug], ["Vendor", "Vendor", "aws"]);
});

await check("complex-entity-call: a nested key may have fields besides, and duplicates are answered each", async () => {
  const asked = { __typename: "Exam", code: "AZ-104", vendor: { __typename: "Vendor", slug: "microsoft", name: "ignored" }, title: "ignored" };
  const { data, errors } = await entities([asked, asked, asked]);
  assert.equal(errors, undefined);
  assert.equal(data._entities.length, 3);
  assert.deepEqual(new Set(data._entities.map(({ code }) => code)), new Set(["AZ-104"]));
});

await check("include-skip: conditions hold inside of entities", async () => {
  const query = `query ($representations: [_Any!]!, $with: Boolean!) {
    _entities(representations: $representations) { ... on Vendor { slug name @include(if: $with) url @skip(if: $with) } }
  }`;
  const representations = [{ __typename: "Vendor", slug: "aws" }];
  const keys = async (value) => Object.keys((await post(catalogue.url, query, { representations, with: value })).data._entities[0]);
  assert.deepEqual(await keys(true), ["slug", "name"]);
  assert.deepEqual(await keys(false), ["slug", "url"]);
});

gateway.close();
gateway.closeAllConnections();
await runtime[Symbol.asyncDispose]?.();
partner.stop();
await catalogue.stop();
finish("Federation");
