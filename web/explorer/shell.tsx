// What a document holds before its script runs; drawn once, at build.
import { renderToString } from "preact-render-to-string";

import { Frame } from "./parts/frame";
import { Skeleton } from "./parts/states";

export function shell(): string {
  return renderToString(
    <Frame path="">
      <div class="panel place">
        <Skeleton lines={8} />
      </div>
    </Frame>,
  );
}
