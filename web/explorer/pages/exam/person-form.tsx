// The person for the verdict and the plan.
import type { StartQuery } from "../../generated/start";
import { DayField, ExperienceField, HeldField, Slider, VendorsField, type Change } from "../../components/fields";
import { FoldableForm } from "../../components/foldable-form";
import type { Question } from "../../question/question";
import { t } from "../../messages";

interface Properties {
  readonly question: Question;
  readonly vendors: StartQuery["vendors"]["nodes"];
  readonly onChange: Change;
}

export function PersonForm({ question, vendors, onChange }: Properties) {
  return (
    <FoldableForm label={t("person-form")} question={question} head={<h2>{t("person-title")}</h2>}>
      <HeldField value={question.held} asOf={question.asOf} onChange={onChange} />
      <ExperienceField value={question.experience} onChange={onChange} />
      <VendorsField value={question.vendors} vendors={vendors} onChange={onChange} />
      <Slider
        label={t("field-study")}
        value={Math.min(question.weeklyHours, 40)}
        least={1}
        most={40}
        step={1}
        show={(hours) => t("field-study-hours", { hours })}
        spoken={(hours) => t("field-study-spoken", { hours })}
        onChange={(weeklyHours) => onChange({ weeklyHours })}
      />
      <DayField label={t("field-as-of")} hint={t("field-as-of-hint")} value={question.asOf} onChange={(asOf) => onChange({ asOf })} />
    </FoldableForm>
  );
}
