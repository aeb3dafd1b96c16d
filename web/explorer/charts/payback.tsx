// What is spent and what a raise brings back, month by month. Where figures are ranges,
// the chart is a band and not a line.
import type { ReturnFragment } from "../generated/paths";
import { counted, locale, moneyRange } from "../format";
import { scale, ticks } from "./scale";
import { t } from "../messages";

function raiseOf(estimate: ReturnFragment): { min: number; max: number } | null {
  const raise = estimate.assumptions.find(({ name }) => name === "ANNUAL_RAISE")?.money ?? null;
  return raise === null ? null : { min: Number(raise.min), max: Number(raise.max) };
}

export function Payback({ estimate }: { estimate: ReturnFragment }) {
  const { investment, paybackMonths, horizonGain, horizonYears } = estimate;
  const raise = raiseOf(estimate);
  if (investment === null || raise === null) {
    return <div class="payback blank">{t("payback-blank")}</div>;
  }
  const months = horizonYears * 12;
  const low = (month: number) => -Number(investment.max) + (raise.min / 12) * month;
  const high = (month: number) => -Number(investment.min) + (raise.max / 12) * month;
  const [least, most] = [low(0), Math.max(high(months), 0)];
  const room = (most - least) * 0.08 || 1;
  const money = scale(least - room, most + room);
  const time = scale(0, months);
  const at = (month: number, value: number) => `${time.at(month)} ${100 - money.at(value)}`;
  const zero = 100 - money.at(0);
  const compact = new Intl.NumberFormat(locale(), { style: "currency", currency: investment.currency, notation: "compact" });
  const even = paybackMonths === null || Number(paybackMonths.min) > months ? null : paybackMonths;
  const years = counted({ min: horizonYears, max: horizonYears }, "years");
  const described = [
    t("payback-spent", { amount: moneyRange(investment) }),
    paybackMonths === null ? t("payback-unknown") : t("payback-after", { months: counted(paybackMonths, "months") }),
    horizonGain === null ? "" : t("payback-gain", { years, amount: moneyRange(horizonGain) }),
  ].join(" ");
  return (
    <figure class="payback" role="img" aria-label={described}>
      <div class="plot">
        {ticks(money.from, money.to, 4).map((value) => (
          <span key={value} class="value" style={{ top: `${100 - money.at(value)}%` }}>
            {compact.format(value)}
          </span>
        ))}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path class="band" d={`M${at(0, high(0))}L${at(months, high(months))}L${at(months, low(months))}L${at(0, low(0))}Z`} />
          <path class="edge" d={`M${at(0, low(0))}L${at(months, low(months))}`} />
          <path class="edge" d={`M${at(0, high(0))}L${at(months, high(months))}`} />
          <path class="zero" d={`M0 ${zero}H100`} />
          {even !== null && <path class="even" d={`M${time.at(Number(even.min))} ${zero}H${time.at(Math.max(Number(even.max), Number(even.min) + months / 150))}`} />}
        </svg>
        {even !== null && (
          <span class="callout" style={{ left: `${Math.min(time.at(Number(even.max)), 72)}%`, top: `${zero}%` }}>
            {t("payback-mark")}
          </span>
        )}
      </div>
      <div class="plot-months">
        {ticks(0, months, 5).map((month) => (
          <span key={month} style={{ left: `${time.at(month)}%` }}>
            {month === 0 ? t("payback-exam") : counted({ min: month, max: month }, "months")}
          </span>
        ))}
      </div>
    </figure>
  );
}
