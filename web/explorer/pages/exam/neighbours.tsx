// Prerequisites of an exam, exams that it leads to, and equivalents of other vendors.
import type { ComponentChildren } from "preact";

import { examAddress } from "../../address";
import { Sourced } from "../../components/sourced";
import { personOf, writeQuestion, type Question } from "../../question/question";
import { inline, words } from "../../format";
import type { Exam } from "../exam";
import { t } from "../../messages";

interface Named {
  readonly code: string;
  readonly title: string;
  readonly vendor: { readonly slug: string };
  readonly lifecycle: { readonly state: string };
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <h3>{title}</h3>
      {children}
    </>
  );
}

export function Neighbours({ exam, question }: { exam: Exam; question: Question }) {
  const person = writeQuestion(personOf(question));
  const link = (other: Named) => (
    <a key={other.vendor.slug + other.code} class={other.lifecycle.state === "RETIRED" ? "retired" : ""} href={examAddress(other, person)} title={other.title}>
      {other.code}
    </a>
  );
  const { prerequisites, unlocks, equivalents, roles } = exam;
  if (prerequisites.length + unlocks.length + equivalents.length + roles.length === 0) {
    return null;
  }
  return (
    <section class="panel neighbours" aria-label={t("related")}>
      <h2>{t("related")}</h2>
      {prerequisites.length > 0 && (
        <Group title={t("related-prerequisites")}>
          <ul>
            {prerequisites.map((group, index) => (
              <li key={index}>
                <Sourced proofs={[group.evidence]}>
                  {group.experience.length === 0 ? words(group.kind) : t("related-if", { kind: words(group.kind), experience: group.experience.map(inline).join(` ${t("related-or")} `) })}
                </Sourced>
                : {group.anyOf.map((other, index) => [index > 0 && ` ${t("related-or")} `, link(other)])}
              </li>
            ))}
          </ul>
        </Group>
      )}
      {unlocks.length > 0 && (
        <Group title={t("related-leads-to")}>
          <p class="links">{unlocks.map(link)}</p>
        </Group>
      )}
      {equivalents.length > 0 && (
        <Group title={t("related-equivalents")}>
          <ul>
            {equivalents.map(({ exam: other, rationale, evidence }) => (
              <li key={other.code}>
                {link(other)} <Sourced proofs={[evidence]}><span lang="en">{rationale}</span></Sourced>
              </li>
            ))}
          </ul>
        </Group>
      )}
      {roles.length > 0 && (
        <Group title={t("related-roles")}>
          <p class="links">
            {roles.map(({ slug, title }) => (
              <a key={slug} href={`/${writeQuestion({ ...personOf(question), role: slug })}`}>
                {title}
              </a>
            ))}
          </p>
        </Group>
      )}
    </section>
  );
}
