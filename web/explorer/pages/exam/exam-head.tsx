// The name of an exam and its lifecycle state, by language where they differ.
import { examAddress } from "../../address";
import { CheckedOn, lastCheck } from "../../components/checks";
import { MineButtons } from "../../components/mine";
import { today } from "../../day";
import { examName, personOf, writeQuestion, type Question } from "../../question/question";
import { date, firstDay, isOpenEnded, languageName, limit, listed, words } from "../../format";
import type { Exam } from "../exam";
import { t } from "../../messages";

function life({ state, bookable, live, retires, registrationEndsOn, announcedOn }: Exam["lifecycle"]): string {
  switch (state) {
    case "LIVE":
      return live === null ? t("life-live") : t("life-live-since", { day: limit(live) });
    case "RETIRING":
      if (!bookable) {
        return retires === null ? t("life-ended") : t("life-last-sittings", { day: limit(retires) });
      }
      if (registrationEndsOn !== null && retires !== null) {
        return t("life-book-and-take", { book: date(registrationEndsOn), take: limit(retires) });
      }
      return retires === null ? t("life-ends-soon") : t("life-book-until", { day: limit(retires) });
    case "RETIRED":
      return retires === null ? t("life-ended") : t("life-was-bookable", { day: limit(retires) });
    case "BETA":
      return t(bookable ? "life-beta-open" : "life-beta-closed");
    case "ANNOUNCED":
      return announcedOn === null ? t("life-announced") : t("life-announced-on", { day: date(announcedOn) });
  }
}

/** The end of one group of languages: "English ends 30 Nov 2026", "Japanese and Korean go on". */
function end(languages: readonly string[], retires: string | null, bookable: boolean, day: string): string {
  const [names, count] = [listed(languages.map(languageName)), languages.length];
  if (retires === null) {
    return t("languages-go-on", { names, count });
  }
  if (isOpenEnded(retires) && bookable) {
    return t("languages-go-on-until", { names, count, day: limit(retires) });
  }
  return !bookable && firstDay(retires) < day ? t("languages-ended", { names, day: date(retires) }) : t("languages-end", { names, count, day: date(retires) });
}

/** When each language ends, the first to end first; null where they all end alike. */
function languageEnds({ facts, languages, bookableLanguages }: Exam, day: string): string | null {
  const ends = facts.filter(({ name, served }) => name === "RETIRES_ON" && served);
  const ofLanguage = new Map(ends.flatMap(({ conditions, value }) => (conditions?.language == null ? [] : [[conditions.language, value] as const])));
  if (ofLanguage.size === 0) {
    return null;
  }
  const ofAll = ends.find(({ conditions }) => conditions === null)?.value ?? null;
  const groups = new Map<string | null, string[]>();
  for (const language of [...new Set([...languages, ...bookableLanguages, ...ofLanguage.keys()])].sort()) {
    const retires = ofLanguage.has(language) ? (ofLanguage.get(language) ?? null) : ofAll;
    groups.set(retires, [...(groups.get(retires) ?? []), language]);
  }
  const order = (retires: string | null) => (retires === null ? "9999" : firstDay(retires));
  return [...groups]
    .sort(([one], [other]) => order(one).localeCompare(order(other)))
    .map(([retires, group]) => end(group, retires, group.some((language) => bookableLanguages.includes(language)), day))
    .join("; ");
}

/** That the reader holds this exam and another follows it, or that this one follows what the reader holds. */
function HeldNote({ exam, question }: { exam: Exam; question: Question }) {
  const { successions, predecessors } = exam.lifecycle;
  const isHeld = (other: Parameters<typeof examName>[0]) => question.held.includes(examName(other));
  const person = writeQuestion(personOf(question));
  const followers = successions.filter(({ exam: next }) => !isHeld(next));
  if (isHeld(exam)) {
    return followers.length === 0 ? null : (
      <p class="panel held-note">
        {followers.map(({ exam: next }) => (
          <span key={examName(next)}>
            {t("held-followed", { code: exam.code, next: next.code })}{" "}
            <a class="quiet-button" href={examAddress(next, person)} title={next.title}>
              {t("held-upgrade", { code: next.code })}
            </a>
          </span>
        ))}
      </p>
    );
  }
  const before = [...predecessors, ...predecessors.flatMap((other) => other.lifecycle.predecessors)].filter(isHeld);
  const codes = [...new Set(before.map(({ code }) => code))];
  return codes.length === 0 ? null : <p class="panel held-note">{t("held-followed", { code: listed(codes), next: exam.code })}</p>;
}

export function ExamHead({ exam, question, day }: { exam: Exam; question: Question; day: string }) {
  const { lifecycle, vendor, certifications, formerCodes, level, bookableLanguages, freshness } = exam;
  const person = writeQuestion(personOf(question));
  const ends = languageEnds(exam, day);
  return (
    <header class="exam-head">
      <p class="eyebrow">
        {vendor.url === null ? vendor.name : <a href={vendor.url} rel="noreferrer">{vendor.name}</a>}
        {level !== null && ` · ${words(level)}`}
        {formerCodes.length > 0 && ` · ${t("head-formerly", { codes: formerCodes.join(", ") })}`}
      </p>
      <h1>
        <span class="code">{exam.code}</span> {exam.title}
      </h1>
      <p class="life">
        <span class={`state ${lifecycle.state.toLowerCase()}`}>
          {ends !== null && lifecycle.language !== null
            ? t("head-state-in", { state: words(lifecycle.state), language: languageName(lifecycle.language) })
            : words(lifecycle.state)}
        </span>
        <span>{life(lifecycle)}</span>
        {lifecycle.successions.map(({ exam: successor }) => (
          <a key={successor.code} href={examAddress(successor, person)}>
            {t("head-replaced-by", { code: successor.code })}
          </a>
        ))}
        {lifecycle.predecessors.map((predecessor) => (
          <a key={predecessor.code} href={examAddress(predecessor, person)}>
            {t("head-replaces", { code: predecessor.code })}
          </a>
        ))}
        <CheckedOn day={lastCheck(freshness, "LIFECYCLE")} />
      </p>
      <HeldNote exam={exam} question={question} />
      {ends !== null && <p class="language-ends">{ends}.</p>}
      {(ends !== null || exam.languages.length > 0) && bookableLanguages.length > 0 && (
        <p class="quiet bookable-languages">{t("head-book-in", { languages: listed(bookableLanguages.map(languageName)) })}</p>
      )}
      {certifications.length > 0 && (
        <p class="quiet earns">
          {t("head-earns")}{" "}
          {certifications.map(({ slug, title }, index) => [index > 0 && "; ", <a key={slug} href={`/certifications/${slug}${day === today() ? "" : `?asOf=${day}`}`}>{title}</a>])}.
        </p>
      )}
      <p class="row-of-buttons">
        <a class="quiet-button" href={`/compare?exams=${vendor.slug}/${exam.code}`}>
          {t("head-compare")}
        </a>
        <MineButtons exam={examName(exam)} />
      </p>
    </header>
  );
}
