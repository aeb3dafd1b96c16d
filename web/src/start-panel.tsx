// The panel that finds fields for a question and lists ready questions by user; one click opens and runs one.
import { useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from "@graphiql/react";

import { readyQuestions } from "./ready-questions";
import { SchemaSearch, type FoundQuery } from "./schema-search";

/** On narrower screens the panel would cover the response. */
const WIDE = "(min-width: 641px)";

function StartIcon() {
  return (
    <svg viewBox="0 0 24 24" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="M4 6h2M4 12h2M4 18h2M10 6h10M10 12h10M10 18h10" />
    </svg>
  );
}

function StartPanel() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const tabs = useGraphiQL((state) => state.tabs);
  const { addTab, changeTab, run, setOperationName, setVisiblePlugin } = useGraphiQLActions();
  const open = ({ name, query }: FoundQuery) => {
    const index = tabs.findIndex(({ title }) => title === name);
    if (index >= 0) {
      changeTab(index);
    } else {
      addTab();
      queryEditor?.setValue(query);
    }
    setOperationName(name);
    void run();
    if (!matchMedia(WIDE).matches) {
      setVisiblePlugin(null);
    }
  };
  return (
    <section className="start-panel" aria-label="Ready questions">
      <h2>Ready questions</h2>
      <p>A click opens one and runs it. Change what you like: each field has a description in the documentation.</p>
      <SchemaSearch disabled={queryEditor === undefined} open={open} />
      {readyQuestions.map(({ user, questions }) => (
        <section key={user} aria-label={user}>
          <h3>{user}</h3>
          <ul>
            {questions.map((question) => (
              <li key={question.name}>
                <button type="button" disabled={queryEditor === undefined} onClick={() => open(question)}>
                  <b>{question.name}</b>
                  <span>{question.sentence}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

export const startPlugin: GraphiQLPlugin = { title: "Ready questions", icon: StartIcon, content: StartPanel };

/** Whether the panel opens by itself: at the first visit of a wide screen. */
export function opensFirst(): boolean {
  try {
    return localStorage.getItem("graphiql:visiblePlugin") === null && matchMedia(WIDE).matches;
  } catch {
    return false;
  }
}
