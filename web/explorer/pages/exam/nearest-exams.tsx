// Suggestions for an unknown code in the address.
import { examAddress } from "../../address";
import { useAnswer } from "../../api/use-answer";
import { NearestExams as Document, type NamedExamFragment } from "../../generated/exam";
import { t } from "../../messages";

export function NearestExams({ code, asOf }: { code: string; asOf: string | null }) {
  const begun = (fewer: number) => code.slice(0, Math.max(1, code.length - fewer));
  const answer = useAnswer(Document, { text: code, shorter: begun(1), shortest: begun(2), asOf });
  const found = answer.data === undefined ? [] : [answer.data.whole, answer.data.begun, answer.data.barelyBegun];
  const exams = found.map(({ nodes }) => nodes.filter((node): node is NamedExamFragment => "code" in node)).find((nodes) => nodes.length > 0) ?? [];
  return exams.length === 0 ? null : (
    <>
      <p>{t("nearest")}</p>
      <ul class="nearest">
        {exams.map((exam) => (
          <li key={exam.vendor.slug + exam.code}>
            <a href={examAddress(exam)}>{exam.code}</a> {exam.title} <span class="quiet">{exam.vendor.name}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
