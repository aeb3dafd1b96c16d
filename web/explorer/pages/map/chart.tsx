// All exams: columns of subjects with rows of levels, or one below the other as a list. Both are the same
// elements, so a screen reader walks through subjects, levels and exams.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { t } from "../../messages";
import { stateOn, type MapData, type MapExam, type State } from "./data";
import { levelName, stateName } from "./labels";

/** The least width of an exam, and the space between columns; the style sheet has the same. */
const EXAM_REM = 4.25;
const GAP_REM = 0.75;

interface ExamProperties {
  readonly exam: MapExam;
  readonly state: State | null;
  readonly held: boolean;
  readonly dim: boolean;
  readonly chosen: boolean;
  readonly reachable: boolean;
}

function Exam({ exam, state, held, dim, chosen, reachable }: ExamProperties) {
  // The same element as before is not compared again: most exams stay as they are.
  return useMemo(() => {
    const said = [`${exam.code} ${exam.title}`, exam.vendor.name, stateName(state), ...(held ? [t("map-held")] : [])].join(", ");
    const look = `map-exam ${state === null ? "unannounced" : state.toLowerCase()}${held ? " held" : ""}${dim ? " dim" : ""}`;
    return (
      <li>
        <button type="button" class={look} data-index={exam.index} aria-label={said} aria-pressed={chosen} title={said} tabIndex={reachable ? 0 : -1}>
          <b>{exam.code}</b>{" "}
          <span>{exam.title}</span>
        </button>
      </li>
    );
  }, [exam, state, held, dim, chosen, reachable]);
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly kind: "succession" | "required" | "recommended";
}

function edgesOf(exam: MapExam): Edge[] {
  return [
    ...exam.successors.map((to) => ({ from: exam.index, to, kind: "succession" as const })),
    ...exam.required.map((from) => ({ from, to: exam.index, kind: "required" as const })),
    ...exam.recommended.map((from) => ({ from, to: exam.index, kind: "recommended" as const })),
  ];
}

/** The edges to draw: all, or those of one exam. */
function wantedEdges(data: MapData, all: boolean, active: number | null): Edge[] {
  if (all) {
    return data.exams.flatMap(edgesOf);
  }
  const exam = active === null ? undefined : data.exams[active];
  if (exam === undefined) {
    return [];
  }
  const others = [...new Set([...exam.predecessors, ...exam.unlocks])];
  return [...edgesOf(exam), ...others.flatMap((other) => edgesOf(data.exams[other] ?? exam).filter(({ from, to }) => from === exam.index || to === exam.index))];
}

function buttonOf(frame: HTMLElement, index: number): HTMLElement | null {
  return frame.querySelector(`[data-index="${index}"]`);
}

/** The curves of edges between the buttons in a frame. */
function curves(frame: HTMLElement, edges: readonly Edge[]): ReadonlyArray<{ readonly edge: Edge; readonly d: string }> {
  const origin = frame.getBoundingClientRect();
  const middle = (index: number) => {
    const box = buttonOf(frame, index)?.getBoundingClientRect();
    return box === undefined ? null : { x: box.x + box.width / 2 - origin.x + frame.scrollLeft, y: box.y + box.height / 2 - origin.y + frame.scrollTop };
  };
  return edges.flatMap((edge) => {
    const [from, to] = [middle(edge.from), middle(edge.to)];
    if (from === null || to === null) {
      return [];
    }
    const bend = (Math.abs(to.x - from.x) + Math.abs(to.y - from.y)) * 0.2 + 8;
    const d = `M${from.x} ${from.y}C${from.x} ${from.y + bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`;
    return [{ edge, d }];
  });
}

function Edges({ frame, edges, version }: { frame: HTMLElement | null; edges: readonly Edge[]; version: string }) {
  const [drawn, setDrawn] = useState<ReturnType<typeof curves>>([]);
  const [size, setSize] = useState(0);
  useEffect(() => {
    if (frame === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => setSize((count) => count + 1));
    observer.observe(frame);
    return () => observer.disconnect();
  }, [frame]);
  useLayoutEffect(() => setDrawn(frame === null ? [] : curves(frame, edges)), [frame, size, version]);
  return (
    <svg class="map-edges" aria-hidden="true">
      {drawn.map(({ edge, d }) => (
        <path key={`${edge.from} ${edge.to} ${edge.kind}`} class={edge.kind} d={d} />
      ))}
    </svg>
  );
}

/** The nearest button in the direction of an arrow key. */
function neighbour(frame: HTMLElement, from: HTMLElement, key: string): HTMLElement | null {
  const centre = (element: Element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };
  const here = centre(from);
  let best: HTMLElement | null = null;
  let least = Infinity;
  for (const button of frame.querySelectorAll<HTMLElement>(".map-exam")) {
    const { x, y } = centre(button);
    const [along, across] = key === "ArrowLeft" ? [here.x - x, y - here.y] : key === "ArrowRight" ? [x - here.x, y - here.y] : key === "ArrowUp" ? [here.y - y, x - here.x] : [y - here.y, x - here.x];
    const distance = along + 3 * Math.abs(across);
    if (along > 1 && distance < least) {
      least = distance;
      best = button;
    }
  }
  return best;
}

interface ChartProperties {
  readonly data: MapData;
  readonly day: string;
  readonly held: ReadonlySet<string>;
  readonly isDim: (exam: MapExam, state: State | null) => boolean;
  readonly chosen: MapExam | undefined;
  readonly allEdges: boolean;
  readonly list: boolean;
  readonly onChoose: (exam: MapExam) => void;
}

export function Chart({ data, day, held, isDim, chosen, allEdges, list, onChoose }: ChartProperties) {
  const frame = useRef<HTMLDivElement>(null);
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const [reachable, setReachable] = useState(chosen?.index ?? data.columns[0]?.rows.find(({ exams }) => exams.length > 0)?.exams[0]?.index ?? 0);
  useEffect(() => setElement(frame.current), []);

  const indexOf = (target: EventTarget | null) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
    return button === null ? null : Number(button.dataset["index"]);
  };
  const move = (event: KeyboardEvent) => {
    const index = indexOf(event.target);
    const button = index === null || frame.current === null ? null : buttonOf(frame.current, index);
    if (button === null || frame.current === null || !["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(event.key)) {
      return;
    }
    event.preventDefault();
    const next = neighbour(frame.current, button, event.key);
    const nextIndex = indexOf(next);
    if (next !== null && nextIndex !== null) {
      setReachable(nextIndex);
      next.focus();
    }
  };
  const point = active ?? chosen?.index ?? null;
  const edges = list ? [] : wantedEdges(data, allEdges, point);
  return (
    <div
      ref={frame}
      class={list ? "map-chart list" : "map-chart"}
      role="group"
      aria-label={t("map-chart")}
      style={{
        "--columns": data.columns.map(({ width }) => `minmax(${width * EXAM_REM}rem, ${width}fr)`).join(" "),
        "--rows": String(data.columns[0]?.rows.length ?? 1),
        "--least": `${data.columns.reduce((sum, { width }) => sum + width * EXAM_REM + GAP_REM, 0)}rem`,
      }}
      onKeyDown={move}
      onPointerOver={(event) => setActive(indexOf(event.target))}
      onPointerLeave={() => setActive(null)}
      onFocusIn={(event) => {
        const index = indexOf(event.target);
        setActive(index);
        if (index !== null) {
          setReachable(index);
        }
      }}
      onFocusOut={() => setActive(null)}
      onClick={(event) => {
        const exam = data.exams[indexOf(event.target) ?? -1];
        if (exam !== undefined) {
          onChoose(exam);
        }
      }}
    >
      {data.columns.map(({ name, rows }) => (
        <section key={name} class="map-column" aria-label={name ?? t("map-other")}>
          <h2>{name ?? t("map-other")}</h2>
          {rows.map(({ level, exams }) => (
            <div key={level} class={exams.length === 0 ? "map-row none" : "map-row"}>
              {exams.length > 0 && (
                <>
                  <h3>{levelName(level)}</h3>
                  <ul>
                    {exams.map((exam) => {
                      const state = stateOn(exam, day);
                      return (
                        <Exam
                          key={exam.index}
                          exam={exam}
                          state={state}
                          held={held.has(exam.name)}
                          dim={isDim(exam, state)}
                          chosen={exam === chosen}
                          reachable={exam.index === reachable}
                        />
                      );
                    })}
                  </ul>
                </>
              )}
            </div>
          ))}
        </section>
      ))}
      <Edges frame={element} edges={edges} version={`${list} ${allEdges} ${point}`} />
    </div>
  );
}
