// The form of claims: one row each.
import { useId } from "preact/hooks";

import { Icon } from "../../components/icon";
import { locale, words } from "../../format";
import type { ClaimedFact } from "../../generated/check";
import { t } from "../../messages";
import { EMPTY, isComplete, LONGEST, MOST, type Claim } from "./claims";
import { FACTS } from "./facts";

function Row({ claim, place, onChange, onRemove }: { claim: Claim; place: number; onChange: (part: Partial<Claim>) => void; onRemove: (() => void) | null }) {
  const id = useId();
  const facts = FACTS.map((fact) => ({ fact, label: words(fact) })).sort((left, right) => left.label.localeCompare(right.label, locale()));
  const text = (field: "name" | "domain" | "value", label: string, hint: string) => (
    <div class="day">
      <label for={`${id}-${field}`}>
        <span>{label}</span>
        <span class="hint">{hint}</span>
      </label>
      <input id={`${id}-${field}`} class="field" type="text" maxLength={LONGEST} autocomplete="off" spellcheck={false} value={claim[field]} onInput={(event) => onChange({ [field]: event.currentTarget.value })} />
    </div>
  );
  return (
    <fieldset class="claim">
      <legend>{t("check-claim", { place })}</legend>
      <div class="filters">
        <div class="day">
          <label for={`${id}-about`}>
            <span>{t("check-about")}</span>
          </label>
          <select id={`${id}-about`} class="field" value={claim.about} onChange={(event) => onChange({ about: event.currentTarget.value === "exam" ? "exam" : "certification" })}>
            <option value="exam">{t("browse-exam")}</option>
            <option value="certification">{t("browse-certification")}</option>
          </select>
        </div>
        {claim.about === "exam" ? text("name", t("check-exam"), t("check-exam-hint")) : text("name", t("check-certification"), t("check-certification-hint"))}
        <div class="day">
          <label for={`${id}-fact`}>
            <span>{t("check-fact")}</span>
          </label>
          <select id={`${id}-fact`} class="field" value={claim.fact} onChange={(event) => onChange({ fact: event.currentTarget.value as ClaimedFact })}>
            {facts.map(({ fact, label }) => (
              <option key={fact} value={fact}>
                {label}
              </option>
            ))}
          </select>
        </div>
        {claim.fact === "DOMAIN_WEIGHT" && text("domain", t("check-domain"), t("check-domain-hint"))}
        {text("value", t("check-value"), t("check-value-hint"))}
        <div class="day">
          <label for={`${id}-on`}>
            <span>{t("check-on")}</span>
            <span class="hint">{t("check-on-hint")}</span>
          </label>
          <input id={`${id}-on`} class="field" type="date" value={claim.on} onChange={(event) => onChange({ on: event.currentTarget.value })} />
        </div>
      </div>
      {onRemove !== null && (
        <button type="button" class="icon-button" aria-label={t("check-remove", { place })} onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
    </fieldset>
  );
}

interface Properties {
  readonly claims: readonly Claim[];
  readonly onChange: (claims: readonly Claim[]) => void;
  readonly onSubmit: () => void;
}

export function ClaimForm({ claims, onChange, onSubmit }: Properties) {
  return (
    <form
      class="panel"
      aria-label={t("check-form")}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {claims.map((claim, index) => (
        <Row
          key={index}
          claim={claim}
          place={index + 1}
          onChange={(part) => onChange(claims.map((other, place) => (place === index ? { ...other, ...part } : other)))}
          onRemove={claims.length === 1 ? null : () => onChange(claims.filter((_, place) => place !== index))}
        />
      ))}
      <p class="row-of-buttons">
        <button type="submit" class="button" disabled={!claims.some(isComplete)}>
          {t("check-send")}
        </button>
        <button type="button" class="quiet-button" disabled={claims.length >= MOST} onClick={() => onChange([...claims, { ...EMPTY, about: claims.at(-1)?.about ?? EMPTY.about, name: claims.at(-1)?.name ?? "" }])}>
          <Icon name="add" />
          <span>{t("check-add")}</span>
        </button>
      </p>
    </form>
  );
}
