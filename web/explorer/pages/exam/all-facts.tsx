// All facts of an exam with their conditions and sources.
import { useState } from "preact/hooks";

import { ProofText } from "../../components/sourced";
import { Stated } from "../../components/stated";
import { words } from "../../format";
import type { Exam } from "../exam";
import { conditionalValue } from "./conditions";
import { t } from "../../messages";

type Fact = Exam["facts"][number];

function Statement({ fact }: { fact: Fact }) {
  const { about, experience, conditions, value, served } = fact;
  return (
    <dd>
      <span>
        {about !== null && <span lang="en">{about}: </span>}
        {experience !== null && `${words(experience)}: `}
        {conditions === null && value !== null ? <Stated text={value} /> : conditionalValue(fact)}
        {!served && <span class="tag">{t("exam-fact-unused")}</span>}
      </span>
      <ProofText proof={fact} />
    </dd>
  );
}

export function AllFacts({ exam }: { exam: Exam }) {
  // Some exams have over a hundred: they are rendered on demand.
  const [open, setOpen] = useState(false);
  const names = [...new Set(exam.facts.map(({ name }) => name))];
  return (
    <details class="panel all-facts" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("exam-all-facts", { count: exam.facts.length })}</summary>
      {open && (
        <dl>
          {names.map((name) => (
            <div key={name}>
              <dt>{words(name)}</dt>
              {exam.facts
                .filter((fact) => fact.name === name)
                .map((fact, index) => (
                  <Statement key={index} fact={fact} />
                ))}
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}
