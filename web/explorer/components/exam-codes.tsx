// Exams as links by their codes: "AI-103, AI-200".
import { Fragment } from "preact";

import { examAddress } from "../address";
import { examName } from "../question/question";

interface Exam {
  readonly code: string;
  readonly title: string;
  readonly vendor: { readonly slug: string };
}

export function ExamCodes({ exams }: { exams: readonly Exam[] }) {
  return (
    <>
      {exams.map((exam, index) => (
        <Fragment key={examName(exam)}>
          {index > 0 && ", "}
          <a href={examAddress(exam)} title={exam.title}>
            {exam.code}
          </a>
        </Fragment>
      ))}
    </>
  );
}
