// The form: person, role, budget and time.
import type { StartQuery } from "../../generated/start";
import { DayField, ExperienceField, Field, HeldField, Slider, VendorsField, type Change } from "../../components/fields";
import { FoldableForm } from "../../components/foldable-form";
import { later, today } from "../../day";
import { type Question } from "../../question/question";
import { date, groupName, money } from "../../format";
import { t } from "../../messages";

/** The right end of the budget's slider means no limit, in US dollars. */
const NO_LIMIT = 2_000;

/** The right end of the slider of weekly hours; an address may have more. */
const MOST_HOURS = 40;

const DEADLINES = [
  { label: "field-deadline-quarter", days: 91 },
  { label: "field-deadline-half", days: 182 },
  { label: "field-deadline-year", days: 365 },
] as const;

type Roles = StartQuery["roles"]["nodes"];

function RoleField({ role, roles, onChange }: { role: string | null; roles: Roles; onChange: Change }) {
  const groups = [...new Set(roles.map(({ group }) => group))].sort();
  const listed = roles.some(({ slug }) => slug === role);
  return (
    <Field label={t("field-role")}>
      <select
        class="field"
        aria-label={t("field-role-name")}
        value={role ?? ""}
        onChange={(event) => onChange({ role: event.currentTarget.value || null, path: 1, whyNot: null })}
      >
        <option value="">{t("field-role-all")}</option>
        {!listed && role !== null && <option value={role}>{role}</option>}
        {groups.map((group) => (
          <optgroup key={group} label={groupName(group)}>
            {roles
              .filter((item) => item.group === group)
              .map(({ slug, title }) => (
                <option key={slug} value={slug}>
                  {title}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}

/** The budget of a slider's position. */
function budget(dollars: number): string {
  return dollars >= NO_LIMIT ? t("field-budget-none") : money({ amount: String(dollars), currency: "USD" });
}

interface Properties {
  readonly question: Question;
  readonly roles: Roles;
  readonly vendors: StartQuery["vendors"]["nodes"];
  readonly onChange: Change;
}

export function QuestionForm({ question, roles, vendors, onChange }: Properties) {
  const from = question.asOf ?? today();
  return (
    <FoldableForm label={t("question-region")} question={question} head={<RoleField role={question.role} roles={roles} onChange={onChange} />}>
      <HeldField value={question.held} asOf={question.asOf} onChange={onChange} />
      <ExperienceField value={question.experience} onChange={onChange} />
      <Slider
        label={t("field-study")}
        value={Math.min(question.weeklyHours, MOST_HOURS)}
        least={1}
        most={MOST_HOURS}
        step={1}
        show={(hours) => t("field-study-hours", { hours })}
        spoken={(hours) => t("field-study-spoken", { hours })}
        onChange={(weeklyHours) => onChange({ weeklyHours })}
      />
      <Slider
        label={t("field-budget")}
        value={question.maxFees === null ? NO_LIMIT : Math.min(Number(question.maxFees), NO_LIMIT)}
        least={0}
        most={NO_LIMIT}
        step={50}
        show={(dollars) => budget(dollars)}
        spoken={(dollars) => budget(dollars)}
        onChange={(dollars) => onChange({ maxFees: dollars >= NO_LIMIT ? null : String(dollars) })}
      />
      <VendorsField value={question.vendors} vendors={vendors} onChange={onChange} />
      <DayField label={t("field-deadline")} hint={t("field-deadline-hint")} value={question.deadline} fault={question.deadline !== null && question.deadline < from ? t("field-deadline-fault", { day: date(from) }) : undefined} onChange={(deadline) => onChange({ deadline })} />
      <div class="chips deadlines" role="group" aria-label={t("field-deadlines")}>
        {DEADLINES.map(({ label, days }) => (
          <button
            key={label}
            type="button"
            aria-pressed={question.deadline === later(from, days)}
            onClick={() => onChange({ deadline: question.deadline === later(from, days) ? null : later(from, days) })}
          >
            {t(label)}
          </button>
        ))}
      </div>
      <DayField label={t("field-as-of")} hint={t("field-as-of-hint")} value={question.asOf} onChange={(asOf) => onChange({ asOf })} />
    </FoldableForm>
  );
}
