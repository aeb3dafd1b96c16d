// The search of the start panel: a question in one's own words finds fields of the schema; a click opens and
// runs the query of one.
import { useId, useState, type FormEvent } from "react";

const DOCUMENT = `query SchemaSearch($text: String!) {
  schemaSearch(text: $text, first: 5) { coordinate description document }
}`;

/** The most characters that a question may have. */
const MAX_CHARACTERS = 300;

export interface FoundQuery {
  /** The name of its operation. */
  readonly name: string;
  readonly query: string;
}

interface Hit {
  readonly coordinate: string;
  readonly description: string | null;
  readonly document: string;
}

type Found = { readonly state: "none" | "asking" | "failed" } | { readonly state: "found"; readonly hits: readonly Hit[] };

async function ask(text: string): Promise<readonly Hit[]> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: DOCUMENT, variables: { text } }),
  });
  const { data } = (await response.json()) as { data?: { schemaSearch: readonly Hit[] } | null };
  if (data === undefined || data === null) {
    throw new Error(`no answer, status ${response.status}`);
  }
  return data.schemaSearch;
}

/** The first sentence of a description. */
function firstSentence(description: string | null): string {
  return (description ?? "").replaceAll(/\s+/g, " ").split(/(?<=[.?]) /)[0] ?? "";
}

function said(found: Found): string {
  switch (found.state) {
    case "none":
      return "";
    case "asking":
      return "Searching…";
    case "failed":
      return "The search has failed. Try again.";
    case "found":
      return found.hits.length === 0 ? "No field has these words. Try others." : `${found.hits.length} found. A click opens one and runs it.`;
  }
}

export function SchemaSearch({ disabled, open }: { readonly disabled: boolean; readonly open: (found: FoundQuery) => void }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found>({ state: "none" });
  const id = useId();
  const search = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") {
      setFound({ state: "none" });
      return;
    }
    setFound({ state: "asking" });
    ask(text).then(
      (hits) => setFound({ state: "found", hits }),
      () => setFound({ state: "failed" }),
    );
  };
  return (
    <search className="schema-search">
      <form onSubmit={search}>
        <label htmlFor={id}>Ask in your own words</label>
        <div>
          <input id={id} type="search" value={text} maxLength={MAX_CHARACTERS} placeholder="when does an exam expire" onChange={(event) => setText(event.target.value)} />
          <button type="submit">Find fields</button>
        </div>
      </form>
      <p role="status">{said(found)}</p>
      {found.state === "found" && found.hits.length > 0 && (
        <ul aria-label="Fields that answer">
          {found.hits.map(({ coordinate, description, document }) => (
            <li key={coordinate}>
              <button type="button" disabled={disabled} onClick={() => open({ name: /^query (\w+)/.exec(document)?.[1] ?? "", query: document })}>
                <b>{coordinate}</b>
                <span>{firstSentence(description)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}
