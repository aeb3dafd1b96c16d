// Questions for readers who have no role in mind: one at a time, each a list of links, so that the address
// holds the answers, the back button undoes one, and each can be skipped.
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { useAddress } from "../../address";
import { Skeleton } from "../../components/states";
import type { StartQuery } from "../../generated/start";
import { money } from "../../format";
import { t, type PlainId } from "../../messages";
import { presentQuestion, writeQuestion, type Question } from "../../question/question";

/** The number of questions; the paths come after the last one. */
const QUESTIONS = 4;

const TODAY = [
  { value: "NEW_TO_CLOUD", label: "ask-today-new" },
  { value: "KNOWS_VENDOR", label: "ask-today-other" },
  { value: "PRACTITIONER", label: "ask-today-same" },
] as const;

/** What the groups of roles are about, in plain words. */
const FIELDS: Readonly<Record<string, PlainId>> = {
  AI: "field-ai",
  Architecture: "field-architecture",
  Business: "field-business",
  "Business applications": "field-business-applications",
  Consulting: "field-consulting",
  Data: "field-data",
  DevOps: "field-devops",
  Development: "field-development",
  Operations: "field-operations",
  Security: "field-security",
};

/** The words for a group of roles; a new one has its own name. */
function fieldWords(group: string): string {
  const id = FIELDS[group];
  return id === undefined ? group : t(id);
}

/** The group for readers without a preference. */
const NEWCOMERS = "Newcomer";

const HOURS = [2, 5, 10, 20] as const;
const BUDGETS = ["150", "500", "1000"] as const;

export interface Wishes {
  readonly question: Question;
  /** A group of roles; null without a preference. */
  readonly field: string | null;
}

function addressOf(step: number, field: string | null, change: Partial<Question>): string {
  const { experience, weeklyHours, maxFees, held } = presentQuestion();
  const question = writeQuestion({ experience, weeklyHours, maxFees, held, ...change });
  const search = new URLSearchParams(question);
  if (step > 1) {
    search.set("ask", String(step));
  }
  if (field !== null) {
    search.set("field", field);
  }
  const text = search.toString();
  return text === "" ? "/" : `/?${text}`;
}

interface Choice {
  readonly label: ComponentChildren;
  readonly address: string;
}

function Ask({ step, title, choices, skip, before }: { step: number; title: string; choices: readonly Choice[]; skip: string; before: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (step > 1) {
      heading.current?.focus({ preventScroll: true });
    }
  }, [step]);
  return (
    <>
      <p class="quiet">
        {t("ask-number", { step, all: QUESTIONS })}
      </p>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <ul class="choices">
        {choices.map(({ label, address }) => (
          <li key={address}>
            <a class="quiet-button" href={address}>
              {label}
            </a>
          </li>
        ))}
      </ul>
      <p class="asides">
        {step > 1 && <a href={before}>{t("ask-back")}</a>}
        <a href={skip}>{t("ask-skip")}</a>
      </p>
    </>
  );
}

/** The paths, loaded after the last question. */
function Paths({ wishes }: { wishes: Wishes }) {
  const [Found, setFound] = useState<ComponentType<{ wishes: Wishes }>>();
  useEffect(() => {
    import("./first-paths").then(
      ({ FirstPaths }) => setFound(() => FirstPaths),
      () => undefined,
    );
  }, []);
  return Found === undefined ? <Skeleton lines={4} /> : <Found wishes={wishes} />;
}

export function Onboarding({ start }: { start: StartQuery | undefined }) {
  const { searchParams } = useAddress();
  const step = Math.min(Math.max(Math.trunc(Number(searchParams.get("ask") ?? 1)) || 1, 1), QUESTIONS + 1);
  const field = searchParams.get("field") || null;
  const fields = [...new Set(start?.roles.nodes.map(({ group }) => group))].filter((group) => group !== NEWCOMERS).sort();
  const question = presentQuestion();
  const asked = [
    {
      title: t("ask-today"),
      choices: TODAY.map(({ value, label }) => ({ label: t(label), address: addressOf(2, null, { experience: value }) })),
      skip: addressOf(2, null, { experience: null }),
    },
    {
      title: t("ask-like"),
      choices: [
        ...fields.map((group) => ({ label: fieldWords(group), address: addressOf(3, group, {}) })),
        { label: t("ask-like-unsure"), address: addressOf(3, null, {}) },
      ],
      skip: addressOf(3, null, {}),
    },
    {
      title: t("ask-time"),
      choices: HOURS.map((weeklyHours) => ({ label: t("ask-time-hours", { hours: weeklyHours }), address: addressOf(4, field, { weeklyHours }) })),
      skip: addressOf(4, field, {}),
    },
    {
      title: t("ask-money"),
      choices: [
        ...BUDGETS.map((maxFees) => ({ label: t("ask-money-limit", { amount: money({ amount: maxFees, currency: "USD" }) }), address: addressOf(5, field, { maxFees }) })),
        { label: t("ask-money-none"), address: addressOf(5, field, { maxFees: null }) },
      ],
      skip: addressOf(5, field, {}),
    },
  ][step - 1];
  return (
    <section class="panel onboarding" aria-label={t("ask-region")}>
      {asked === undefined ? <Paths wishes={{ question, field: field ?? NEWCOMERS }} /> : <Ask step={step} {...asked} before={addressOf(step - 1, field, {})} />}
    </section>
  );
}
