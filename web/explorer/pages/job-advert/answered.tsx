// What a text asks for, under the text itself with its mentions marked.
import { examAddress, useAddress } from "../../address";
import { ExamCodes } from "../../components/exam-codes";
import { heldHere } from "../../device/plans";
import { number, prose } from "../../format";
import { Rich, t } from "../../messages";
import { examName } from "../../question/question";
import { candidateKey, distinct, goneIn, isHeld, type Candidate, type Gone, type Mention, type Reading } from "./reading";

function candidateAddress(candidate: Candidate): string {
  switch (candidate.__typename) {
    case "Exam":
      return examAddress(candidate);
    case "Certification":
      return `/certifications/${candidate.slug}`;
    case "Role":
      return `/?role=${candidate.slug}`;
  }
}

function candidateTitle(candidate: Candidate): string {
  return candidate.__typename === "Exam" ? `${candidate.code} ${candidate.title}` : candidate.title;
}

function standing(candidate: Candidate): string {
  switch (candidate.__typename) {
    case "Exam":
      return t(candidate.lifecycle.bookable ? "advert-open" : "advert-closed");
    case "Certification":
      return t(candidate.earnable ? "advert-earnable" : "advert-not-earnable");
    case "Role":
      return t("advert-role");
  }
}

function Named({ candidate }: { candidate: Candidate }) {
  return (
    <>
      <a href={candidateAddress(candidate)}>{candidateTitle(candidate)}</a> <span class="tag">{standing(candidate)}</span>
    </>
  );
}

function Asked({ mention: { candidates } }: { mention: Mention }) {
  const [first] = candidates;
  if (candidates.length === 1 && first !== undefined) {
    return <Named candidate={first} />;
  }
  return (
    <>
      {t("advert-one-of")}
      <ul>
        {candidates.map((candidate) => (
          <li key={candidateKey(candidate)}>
            <Named candidate={candidate} />
          </li>
        ))}
      </ul>
    </>
  );
}

function GoneExam({ gone: { exam, by, because } }: { gone: Gone }) {
  return (
    <>
      <a href={examAddress(exam)}>{exam.code}</a>: <span lang="en">{prose(because)}</span>{" "}
      {by.length > 0 && t("advert-follows")} <ExamCodes exams={by} />
    </>
  );
}

/** The text with its mentions marked. */
function Marked({ text, mentions }: { text: string; mentions: readonly Mention[] }) {
  let end = 0;
  const parts = mentions.map(({ utf16 }) => {
    const part = [text.slice(end, utf16.start), <mark key={utf16.start}>{text.slice(utf16.start, utf16.end)}</mark>];
    end = utf16.end;
    return part;
  });
  return (
    <blockquote class="advert-text">
      {parts}
      {text.slice(end)}
    </blockquote>
  );
}

/** The pages that lead to what is not held. */
function Rest({ mentions, held }: { mentions: readonly Mention[]; held: ReadonlySet<string> }) {
  if (mentions.length === 0) {
    return <p>{t("advert-rest-none")}</p>;
  }
  const candidates = new Map(mentions.flatMap((mention) => mention.candidates.map((candidate) => [candidateKey(candidate), candidate] as const)));
  const label = (candidate: Candidate) => {
    switch (candidate.__typename) {
      case "Exam":
        return t("advert-exam-page", { exam: candidate.code });
      case "Certification":
        return t("advert-certification-page", { certification: candidate.title });
      case "Role":
        return t("advert-role-paths", { role: candidate.title });
    }
  };
  const isOpen = (candidate: Candidate) =>
    candidate.__typename === "Exam" ? candidate.lifecycle.bookable : candidate.__typename === "Role" || candidate.earnable;
  const successors = goneIn(mentions).flatMap(({ by }) => by.filter((exam) => !held.has(examName(exam))));
  const links = [
    ...[...candidates.values()].filter(isOpen).map((candidate) => [candidateAddress(candidate), label(candidate)] as const),
    ...successors.map((exam) => [examAddress(exam), t("advert-exam-page", { exam: exam.code })] as const),
  ];
  if (links.length === 0) {
    return <p>{t("advert-rest-gone")}</p>;
  }
  return (
    <ul>
      {[...new Map(links)].map(([address, text]) => (
        <li key={address}>
          <a href={address}>{text}</a>
        </li>
      ))}
    </ul>
  );
}

export function Answered({ reading: { text, totalCount, mentions, earnedBy } }: { reading: Reading }) {
  // What this device stores may change while the page is open.
  useAddress();
  const held = new Set(heldHere());
  const asked = distinct(mentions);
  const isMine = (mention: Mention) => mention.candidates.some((candidate) => isHeld(candidate, held, earnedBy));
  const mine = asked.filter(isMine);
  const rest = asked.filter((mention) => !isMine(mention));
  const gone = goneIn(asked);
  return (
    <>
      <section class="panel" aria-label={t("advert-asks")}>
        <h2>{t("advert-asks")}</h2>
        <ul class="asked">
          {asked.map((mention) => (
            <li key={mention.utf16.start}>
              <Asked mention={mention} />
            </li>
          ))}
        </ul>
        {mentions.length < totalCount && <p class="quiet">{t("advert-cut", { count: number(mentions.length) })}</p>}
      </section>
      {gone.length > 0 && (
        <section class="panel" aria-label={t("advert-gone")}>
          <h2>{t("advert-gone")}</h2>
          <ul>
            {gone.map((exam) => (
              <li key={examName(exam.exam)}>
                <GoneExam gone={exam} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="panel" aria-label={t("advert-hold")}>
        <h2>{t("advert-hold")}</h2>
        {mine.length === 0 ? (
          <p>
            <Rich id="advert-hold-none" tags={{ link: (label) => <a href="/my">{label}</a> }} />
          </p>
        ) : (
          <ul>
            {mine.map((mention) => (
              <li key={mention.utf16.start}>
                <Asked mention={mention} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="panel" aria-label={t("advert-rest")}>
        <h2>{t("advert-rest")}</h2>
        <Rest mentions={rest} held={held} />
      </section>
      <section class="panel" aria-label={t("advert-marked")}>
        <h2>{t("advert-marked")}</h2>
        <Marked text={text} mentions={mentions} />
      </section>
    </>
  );
}
