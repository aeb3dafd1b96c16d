// The name of an exam and where it stands in its life.
import { examAddress } from "../../address";
import { personOf, writeQuestion, type Question } from "../../question/question";
import { date, words } from "../../wording";
import type { Exam } from "../exam";

function life({ state, live, retires, announcedOn }: Exam["lifecycle"]): string {
  switch (state) {
    case "LIVE":
      return live === null ? "Can be booked" : `Can be booked, since ${date(live).replace(/^by /, "at the latest ")}`;
    case "RETIRING":
      return retires === null ? "Ends soon" : `Can be booked until ${date(retires)}`;
    case "RETIRED":
      return retires === null ? "Cannot be booked any more" : `Could be booked until ${date(retires).replace(/^by /, "at the latest ")}`;
    case "BETA":
      return "In beta: can be booked";
    case "ANNOUNCED":
      return announcedOn === null ? "Announced, not open yet" : `Announced on ${date(announcedOn)}, not open yet`;
  }
}

export function ExamHead({ exam, question }: { exam: Exam; question: Question }) {
  const { lifecycle, vendor, certifications, formerCodes, level } = exam;
  const person = writeQuestion(personOf(question));
  return (
    <header class="exam-head">
      <p class="eyebrow">
        {vendor.url === null ? vendor.name : <a href={vendor.url} rel="noreferrer">{vendor.name}</a>}
        {level !== null && ` · ${words(level)}`}
        {formerCodes.length > 0 && ` · formerly ${formerCodes.join(", ")}`}
      </p>
      <h1>
        <span class="code">{exam.code}</span> {exam.title}
      </h1>
      <p class="life">
        <span class={`state ${lifecycle.state.toLowerCase()}`}>{words(lifecycle.state)}</span>
        <span>{life(lifecycle)}</span>
        {lifecycle.successions.map(({ exam: successor }) => (
          <a key={successor.code} href={examAddress(successor, person)}>
            {successor.code} takes its place
          </a>
        ))}
        {lifecycle.predecessors.map((predecessor) => (
          <a key={predecessor.code} href={examAddress(predecessor, person)}>
            takes the place of {predecessor.code}
          </a>
        ))}
      </p>
      {certifications.length > 0 && <p class="quiet">Earns {certifications.map(({ title }) => title).join("; ")}.</p>}
      <p class="row-of-buttons">
        <a class="quiet-button" href={`/compare?exams=${vendor.slug}/${exam.code}`}>
          Compare with …
        </a>
      </p>
    </header>
  );
}
