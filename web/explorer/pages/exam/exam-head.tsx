// The name of an exam and its lifecycle state, by language where they differ.
import { examAddress } from "../../address";
import { CheckedOn, lastCheck } from "../../components/checks";
import { personOf, today, writeQuestion, type Question } from "../../question/question";
import { t } from "../../messages";
import { date, firstDay, isOpenEnded, limit, listed, words } from "../../format";
import type { Exam } from "../exam";

function life({ state, bookable, live, retires, registrationEndsOn, announcedOn }: Exam["lifecycle"]): string {
  switch (state) {
    case "LIVE":
      return live === null ? "Can be booked" : `Can be booked, since ${limit(live)}`;
    case "RETIRING":
      if (!bookable) {
        return retires === null ? "Can no longer be booked" : `Can no longer be booked; already booked exams can be taken until ${limit(retires)}`;
      }
      if (registrationEndsOn !== null && retires !== null) {
        return `Can be booked until ${date(registrationEndsOn)} and taken until ${limit(retires)}`;
      }
      return retires === null ? "Ends soon" : `Can be booked until ${limit(retires)}`;
    case "RETIRED":
      return retires === null ? "Can no longer be booked" : `Could be booked until ${limit(retires)}`;
    case "BETA":
      return bookable ? "In beta: can be booked" : "In beta: cannot be booked now";
    case "ANNOUNCED":
      return announcedOn === null ? "Announced, not open yet" : `Announced on ${date(announcedOn)}, not open yet`;
  }
}

/** The end of one group of languages: "English ends 30 Nov 2026", "Japanese and Korean go on". */
function end(languages: readonly string[], retires: string | null, bookable: boolean, day: string): string {
  const names = listed(languages);
  const goOn = languages.length === 1 ? "goes on" : "go on";
  if (retires === null) {
    return `${names} ${goOn}`;
  }
  if (isOpenEnded(retires) && bookable) {
    return `${names} ${goOn} until ${limit(retires)}`;
  }
  return `${names} ${!bookable && firstDay(retires) < day ? "ended" : languages.length === 1 ? "ends" : "end"} ${date(retires)}`;
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

export function ExamHead({ exam, question, day }: { exam: Exam; question: Question; day: string }) {
  const { lifecycle, vendor, certifications, formerCodes, level, bookableLanguages, freshness } = exam;
  const person = writeQuestion(personOf(question));
  const ends = languageEnds(exam, day);
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
        <span class={`state ${lifecycle.state.toLowerCase()}`}>
          {words(lifecycle.state)}
          {ends !== null && lifecycle.language !== null && ` in ${lifecycle.language}`}
        </span>
        <span>{life(lifecycle)}</span>
        {lifecycle.successions.map(({ exam: successor }) => (
          <a key={successor.code} href={examAddress(successor, person)}>
            replaced by {successor.code}
          </a>
        ))}
        {lifecycle.predecessors.map((predecessor) => (
          <a key={predecessor.code} href={examAddress(predecessor, person)}>
            replaces {predecessor.code}
          </a>
        ))}
        <CheckedOn day={lastCheck(freshness, "LIFECYCLE")} />
      </p>
      {ends !== null && <p class="language-ends">{ends}.</p>}
      {(ends !== null || exam.languages.length > 0) && bookableLanguages.length > 0 && (
        <p class="quiet bookable-languages">Can be booked in {listed(bookableLanguages)}.</p>
      )}
      {certifications.length > 0 && (
        <p class="quiet earns">
          {t("certification-earns")}{" "}
          {certifications.map(({ slug, title }, index) => [index > 0 && "; ", <a key={slug} href={`/certifications/${slug}${day === today() ? "" : `?asOf=${day}`}`}>{title}</a>])}.
        </p>
      )}
      <p class="row-of-buttons">
        <a class="quiet-button" href={`/compare?exams=${vendor.slug}/${exam.code}`}>
          Compare with …
        </a>
      </p>
    </header>
  );
}
