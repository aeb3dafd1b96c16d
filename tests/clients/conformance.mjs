// The audits of the GraphQL over HTTP specification that the npm package graphql-http brings: every
// one has to be "ok", the recommended and the optional ones too.
import { serverAudits } from "graphql-http";

import { check, finish } from "./check.mjs";

const audits = serverAudits({ url: `${process.env.CERTGRAPH_URL}/graphql`, fetchFn: fetch });
for (const audit of audits) {
  await check(`${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn();
    if (result.status !== "ok") {
      throw new Error(`${result.status}: ${result.reason}`);
    }
  });
}
finish("audits of GraphQL over HTTP");
