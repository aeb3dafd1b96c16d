// Questions for readers who have no role in mind: one at a time, each a list of links, so that the address
// holds the answers, the back button undoes one, and each can be skipped.
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { useAddress } from "../../address";
import { Skeleton } from "../../components/states";
import type { StartQuery } from "../../generated/start";
import { presentQuestion, writeQuestion, type Question } from "../../question/question";

/** The number of questions; the paths come after the last one. */
const QUESTIONS = 4;

const TODAY = [
  { value: "NEW_TO_CLOUD", label: "I work outside IT, study, or look for a first job" },
  { value: "KNOWS_VENDOR", label: "I work in IT, but in another field" },
  { value: "PRACTITIONER", label: "I already do this kind of work" },
] as const;

/** What the groups of roles are about, in plain words. */
const FIELDS: Readonly<Record<string, string>> = {
  AI: "Build things with artificial intelligence",
  Architecture: "Design whole systems",
  Business: "Lead projects, products or sales",
  "Business applications": "Set up business software, such as Salesforce",
  Consulting: "Advise customers",
  Data: "Work with data",
  DevOps: "Automate how software is delivered and run",
  Development: "Write software",
  Operations: "Run servers, networks and clouds",
  Security: "Protect systems and data",
};

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
        Question {step} of {QUESTIONS}
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
        {step > 1 && <a href={before}>Back</a>}
        <a href={skip}>Skip</a>
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
      title: "What do you do today?",
      choices: TODAY.map(({ value, label }) => ({ label, address: addressOf(2, null, { experience: value }) })),
      skip: addressOf(2, null, { experience: null }),
    },
    {
      title: "What would you like to do?",
      choices: [
        ...fields.map((group) => ({ label: FIELDS[group] ?? group, address: addressOf(3, group, {}) })),
        { label: "I don’t know yet", address: addressOf(3, null, {}) },
      ],
      skip: addressOf(3, null, {}),
    },
    {
      title: "How much time do you have?",
      choices: HOURS.map((weeklyHours) => ({ label: `${weeklyHours} hours a week`, address: addressOf(4, field, { weeklyHours }) })),
      skip: addressOf(4, field, {}),
    },
    {
      title: "How much money for exam fees?",
      choices: [
        ...BUDGETS.map((maxFees) => ({ label: `Up to $${maxFees}`, address: addressOf(5, field, { maxFees }) })),
        { label: "No limit", address: addressOf(5, field, { maxFees: null }) },
      ],
      skip: addressOf(5, field, {}),
    },
  ][step - 1];
  return (
    <section class="panel onboarding" aria-label="Find a path by questions">
      {asked === undefined ? <Paths wishes={{ question, field: field ?? NEWCOMERS }} /> : <Ask step={step} {...asked} before={addressOf(step - 1, field, {})} />}
    </section>
  );
}
