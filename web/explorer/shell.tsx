// The document before its script runs; rendered once, at build.
import { renderToString } from "preact-render-to-string";

import { Frame } from "./components/frame";
import { Skeleton } from "./components/states";

export function shell(): string {
  return renderToString(
    <Frame path="">
      <div class="panel placeholder">
        <Skeleton lines={8} />
      </div>
    </Frame>,
  );
}
