// Queries the API of a server.
export async function query(baseUrl, document, variables = {}) {
  const response = await fetch(new URL("/graphql", baseUrl), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: document, variables }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data;
}
